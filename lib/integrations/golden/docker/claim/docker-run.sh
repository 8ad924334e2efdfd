# Once, on the host: claim.json for quiet-otter-7f3a in a folder of its own. It works one time.
mkdir -p quiet-otter-7f3a && mv claim.json quiet-otter-7f3a/

# The key is made in the volume at the first start and stays there. With --tmpfs in place of the volume it ends with
# the container, and so does the machine's access: the next start needs a new claim.

docker run \
  --init \
  -e SIKKERKEY_CLAIM=/etc/sikkerkey/claim.json \
  -e SIKKERKEY_HOME=/run/sikkerkey \
  -v "$PWD/quiet-otter-7f3a:/etc/sikkerkey:ro" \
  -v quiet-otter-7f3a-key:/run/sikkerkey \
  myapp:latest

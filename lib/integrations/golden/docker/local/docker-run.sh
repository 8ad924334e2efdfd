# Once, on the host. The folder holds the private key of quiet-otter-7f3a: keep it out of images and repositories.
unzip quiet-otter-7f3a.sikkerkey -d quiet-otter-7f3a && rm quiet-otter-7f3a.sikkerkey

# Whoever the container runs as must be able to read private.pem, as --user "$(id -u)" is if you unzipped it.

# http://localhost is the container itself unless it shares the host's network.
# On another computer this server needs an https address.
docker run \
  --init \
  --network host \
  -e SIKKERKEY_IDENTITY=/etc/sikkerkey/identity.json \
  -v "$PWD/quiet-otter-7f3a:/etc/sikkerkey:ro" \
  myapp:latest

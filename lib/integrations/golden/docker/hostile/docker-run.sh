# Once, on the host. The folder holds the private key of '; touch canary # $(touch canary) `touch canary` " - run: touch canary SIKKERKEY_INIT_CHILD_END SIKKERKEY_INIT_CHILD_END touch c: keep it out of images and repositories.
unzip etc-x-rw-touch-canary-touch-canary-touch-canary.sikkerkey -d etc-x-rw-touch-canary-touch-canary-touch-canary && rm etc-x-rw-touch-canary-touch-canary-touch-canary.sikkerkey

# Whoever the container runs as must be able to read private.pem, as --user "$(id -u)" is if you unzipped it.

docker run \
  --init \
  -e SIKKERKEY_IDENTITY=/etc/sikkerkey/identity.json \
  -v "$PWD/etc-x-rw-touch-canary-touch-canary-touch-canary:/etc/sikkerkey:ro" \
  myapp:latest

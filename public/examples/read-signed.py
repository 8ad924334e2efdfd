"""Reads one secret from a SikkerKey server and prints it byte for byte. Python 3.8 or later, its standard library alone.

    python3 read-signed.py ~/.sikkerkey/vaults/vault_…/identity.json sk_9f3kx0w2ab > value

Python cannot sign with Ed25519 by itself, so the `openssl` command does (OpenSSL 3 or later). With the package
`cryptography` the body of `sign` is three lines:

    from cryptography.hazmat.primitives.serialization import load_pem_private_key
    key = load_pem_private_key(private_key.read_bytes(), password=None)
    return key.sign(message)
"""

import base64
import hashlib
import http.client
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.parse


def sign(message, private_key):
    # pkeyutl needs a file whose size it can ask for. What is signed is no secret; the key stays in its own file.
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "message")
        file.write_bytes(message)
        command = ["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", str(private_key), "-in", str(file)]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def signed_request(identity_file, method, path, body=b""):
    """Status and body of the answer. `path` has no query."""
    identity = json.loads(identity_file.read_text(encoding="utf-8"))
    url = urllib.parse.urlsplit(identity["apiUrl"])
    # A value must not cross a network in the clear.
    if url.scheme != "https" and (url.scheme, url.hostname) != ("http", "localhost"):
        sys.exit("read-signed: apiUrl must begin with https:// (or http://localhost)")

    timestamp = str(int(time.time()))
    nonce = base64.b64encode(os.urandom(16)).decode()
    message = ":".join([method, path, timestamp, nonce, hashlib.sha256(body).hexdigest()])
    # The private key lies beside identity.json.
    signature = sign(message.encode(), identity_file.with_name("private.pem"))
    headers = {
        "X-Machine-Id": identity["machineId"],
        "X-Timestamp": timestamp,
        "X-Nonce": nonce,
        "X-Signature": base64.b64encode(signature).decode(),
    }
    if body:
        headers["Content-Type"] = "application/json"

    # http.client follows no redirect: a signed request is for this server only.
    connect = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    connection = connect(url.hostname, url.port, timeout=15)
    try:
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python3 read-signed.py IDENTITY_FILE SECRET_ID")
    status, body = signed_request(pathlib.Path(sys.argv[1]), "GET", "/v1/secret/" + sys.argv[2])
    if status != 200:
        sys.exit(f"read-signed: the server answered {status}: {body.decode('utf-8', 'replace')}")
    sys.stdout.buffer.write(json.loads(body)["value"].encode())

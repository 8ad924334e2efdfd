import { shellBlock } from "../code-block.ts";
import type { DocFacts } from "../doc-facts.ts";
import { type Document, list, note } from "../document.ts";

const identityOf = (facts: DocFacts) => `~/.sikkerkey/vaults/${facts.vaultId}/identity.json`;
const VALUE = "postgres://app@db.example/shop";

const python = (facts: DocFacts) => `from sikkerkey import SikkerKey

sk = SikkerKey()
database_url = sk.get_secret("${facts.secretId}")
password = sk.get_field("${facts.structuredId}", "password")
`;

const enrollByHand = (facts: DocFacts) => `umask 077
mkdir -p machine && cd machine
openssl genpkey -algorithm ed25519 -out private.pem
public_key=$(openssl pkey -in private.pem -pubout -outform DER | tail -c 32 | openssl base64 -A)
printf '{"token":"%s","publicKey":"%s","hostname":"%s"}' \\
  "$SIKKERKEY_ENROLLMENT_TOKEN" "$public_key" "$(uname -n)" |
  curl -fsS -H 'Content-Type: application/json' --data-binary @- \\
    ${facts.baseUrl}/v1/${facts.vaultId}/enroll/register > answer.json`;

const writeIdentity = `node -e '
  const { machineId, machineName, vaultId, apiUrl } = JSON.parse(require("fs").readFileSync("answer.json", "utf8"));
  const privateKeyPath = require("path").resolve("private.pem");
  console.log(JSON.stringify({ machineId, machineName, vaultId, apiUrl, privateKeyPath }));
' > identity.json`;

export const languages: Document = {
  from: "machine",
  sections: (facts) => [
    {
      id: "any",
      title: "Any language with Ed25519",
      parts: [
        "A read is one signed request, so nothing of ours is needed. These programs read `identity.json` and the `private.pem` beside it, and print one value byte for byte. Your server hands them out; each is one file to copy into a project.",
        list(
          "[read-signed.sh](/examples/read-signed.sh): curl and OpenSSL 3, for sh, dash, bash and BusyBox",
          "[read-signed.py](/examples/read-signed.py): Python 3.8 or later, its standard library alone",
          "[read-signed.go](/examples/read-signed.go): Go 1.19 or later, its standard library alone",
        ),
        "[The wire format](/docs/wire-format) has what they sign, and vectors to test another client with.",
      ],
    },
    {
      id: "shell",
      title: "curl and openssl",
      parts: [
        shellBlock(
          "curl",
          `curl -fsSO ${facts.baseUrl}/examples/read-signed.sh
sh read-signed.sh ${identityOf(facts)} ${facts.secretId}`,
          { prints: VALUE },
        ),
      ],
    },
    {
      id: "python",
      title: "Python",
      parts: [
        "With the standard library:",
        shellBlock(
          "python",
          `curl -fsSO ${facts.baseUrl}/examples/read-signed.py
python3 read-signed.py ${identityOf(facts)} ${facts.secretId}`,
          { prints: VALUE },
        ),
        "Or with the public package `sikkerkey` from PyPI. It takes the server’s address from `apiUrl` in `identity.json`, which is this server’s when the machine was enrolled here; a machine in memory takes it from `SIKKERKEY_API_URL`.",
        {
          id: "python-package",
          language: "python",
          title: "app.py",
          content: python(facts),
          runs: { by: "parser" },
        },
        note(
          "That package is somebody else’s and cannot be installed where our tests run: this program is only parsed there. What it sends and takes is built into the server’s own tests.",
        ),
      ],
    },
    {
      id: "go",
      title: "Go",
      parts: [
        {
          id: "go",
          language: "sh",
          content: `curl -fsSO ${facts.baseUrl}/examples/read-signed.go
go run read-signed.go ${identityOf(facts)} ${facts.secretId}`,
          runs: { by: "test", file: "e2e/examples/read-signed.e2e.ts", holds: "read-signed.go" },
        },
        "The public SikkerKey SDKs for Go, Kotlin and .NET read the same `identity.json`. They accept https, and `http://localhost` as the one exception; write no trailing slash.",
      ],
    },
    {
      id: "enroll",
      title: "Enroll without our command",
      parts: [
        "A registration is one request with a token and a public key. The token goes through a pipe here, because others on the same computer can read a command line.",
        shellBlock("enroll-by-hand", enrollByHand(facts)),
        "The answer and the key are all that an identity is:",
        shellBlock("write-identity", writeIdentity),
        shellBlock("read-by-hand", `sh ../read-signed.sh identity.json ${facts.secretId}`, { prints: VALUE }),
      ],
    },
  ],
};

import { type CodeBlock, shellBlock } from "../code-block.ts";
import { type Document, list, type Section, table } from "../document.ts";
import { INVALID_VECTORS, VALID_VECTORS, VECTOR_KEY } from "../vector-blocks.ts";
import { WIRE_ROUTES, WIRE_STATUSES } from "../wire-tables.ts";

const text = (id: string, content: string): CodeBlock => ({
  id,
  language: "text",
  content,
  runs: { by: "test", file: "lib/protocol/signed-request.test.ts", holds: "vectors" },
});

const first = VALID_VECTORS[0];
const signedText = "GET:/v1/secret/sk_a1b2c3d4e5:1711468800:AAECAwQFBgcICQoLDA0ODw==:";
const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const firstSignature: string = JSON.parse(first?.content ?? "{}").signatureBase64;

const signing: Section = {
  id: "signature",
  title: "What is signed",
  parts: [
    "One line of UTF-8 without a line break, with the machine’s Ed25519 key (RFC 8032):",
    text("signature-base", "{METHOD}:{path}:{timestamp}:{nonce}:{lowercase hex SHA-256 of the body}"),
    list(
      "**Method** in capitals. **Path** is the raw request target; a signed route takes no query, and one is 400.",
      "**Timestamp** in Unix seconds. More than five minutes from the server’s clock is refused.",
      "**Nonce** of 16 random bytes, in canonical padded base64 or 32 lower-case hex digits, new for each attempt. A second use is refused, on any process and after a restart.",
      `**Body** as the bytes that are sent, hashed before anything parses them. No body hashes as zero bytes: \`${EMPTY}\`.`,
      "The machine’s id is not part of the text: the key it belongs to is.",
    ),
    table(
      ["Header", "Value"],
      [
        ["`X-Machine-Id`", "The machine’s id, as in `identity.json`"],
        ["`X-Timestamp`", "The timestamp of the text"],
        ["`X-Nonce`", "The nonce of the text"],
        ["`X-Signature`", "Standard padded base64 of the 64 bytes"],
      ],
    ),
  ],
};

const byHand: Section = {
  id: "by-hand",
  title: "Sign by hand",
  parts: [
    "This is the key of the test vectors below. It is public: never register it.",
    {
      id: "test-key",
      language: "text",
      title: "test-key.pem",
      content: VECTOR_KEY.privatePem,
      runs: { by: "saving", file: "test-key.pem" },
    },
    shellBlock(
      "sign",
      `printf '%s' '${signedText}${EMPTY}' > message
openssl pkeyutl -sign -rawin -inkey test-key.pem -in message | openssl base64 -A`,
      { prints: firstSignature },
    ),
    "It must print this, because Ed25519 signatures are always the same for the same key and text:",
    text("signed", firstSignature),
  ],
};

export const wireFormat: Document = {
  from: "nothing",
  sections: () => [
    signing,
    byHand,
    {
      id: "keys",
      title: "Keys and files",
      parts: [
        "A private key file is an unencrypted PKCS#8 version 1 of 48 bytes, labelled `PRIVATE KEY`, with nothing else in the file. A public key on the wire is its raw 32 bytes in standard base64, 44 characters. Keys that are not canonical or not of prime order are refused, and a key is accepted once, for ever.",
        "`identity.json` has these five keys, all text, and no other. `apiUrl` has no path and no trailing slash; clients refuse anything but https and `http://localhost`.",
        {
          id: "identity",
          language: "json",
          title: "identity.json",
          content: `${JSON.stringify(
            {
              machineId: VECTOR_KEY.machineId,
              machineName: "quiet-otter-7f3a",
              vaultId: "vault_k3x9q1m7w2e8r4t6",
              apiUrl: "https://secrets.example",
              privateKeyPath: "/etc/sikkerkey/private.pem",
            },
            null,
            2,
          )}\n`,
          runs: { by: "parser" },
        },
      ],
    },
    {
      id: "routes",
      title: "Routes",
      parts: [
        "Success is 200 and JSON with exactly these keys. `fieldNames` is JSON text of a list for a structured secret, else null; the value of one is JSON text of an object whose values are all text.",
        table(["Signed", "Body", "Answer"], WIRE_ROUTES.signed),
        "A `GET` of a secret answers with an `ETag`; `If-None-Match` with it is 304 as long as the version is the same, and the audit log says that no value was sent.",
        table(["With a token", "Body", "Answer"], WIRE_ROUTES.unsigned),
      ],
    },
    {
      id: "changes",
      title: "Changes",
      parts: [
        "A poll names ids and learns which of them changed since this machine last read them. What has not changed is left out. A change is reported until the new value is read, so two processes with one identity clear each other’s changes.",
      ],
    },
    {
      id: "statuses",
      title: "Errors",
      parts: [
        'The body is `{"error": "…"}` and nothing else. The code in `X-SikkerKey-Error` is for programs, `X-Request-Id` for whoever reads the log; [Troubleshooting](/docs/troubleshooting) has every sentence.',
        table(["Status", "Means", "Try again", "May be answered from a cache"], WIRE_STATUSES),
      ],
    },
    {
      id: "vectors",
      title: "Test vectors",
      parts: [
        `A client that makes these signatures makes all. The key’s seed is 32 bytes of \`0x42\`; its public key is \`${VECTOR_KEY.publicKeyBase64}\`.`,
        ...VALID_VECTORS,
      ],
    },
    {
      id: "refused",
      title: "Vectors that must be refused",
      parts: [
        "Each is a signature from above on a request that was changed. A server that takes one is broken.",
        ...INVALID_VECTORS,
      ],
    },
  ],
};

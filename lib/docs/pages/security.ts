import { type Document, list, table } from "../document.ts";
import { PROMISES } from "../promises.ts";

const proven = (at: "stored" | "machines" | "audit") =>
  table(
    ["Promise", "Tested in"],
    PROMISES.filter((promise) => promise.at === at).map(({ says, tests }) => [
      says,
      tests.map((file) => `\`${file}\``).join(" "),
    ]),
  );

export const security: Document = {
  from: "nothing",
  sections: () => [
    {
      id: "model",
      title: "The model in one paragraph",
      parts: [
        "A machine proves who it is by signing each request with a key that never leaves it. It reads the secrets that were granted to it, one by one, while it is approved, enabled and not expired. Whether a value is released is decided and recorded in one transaction; only after that has been committed is the value decrypted. A refusal tells the caller little and the audit log all.",
        "Every row below names the tests that would fail if it stopped being true. `SECURITY.md` in the source has all of them, at more length.",
      ],
    },
    { id: "stored", title: "What is stored", parts: [proven("stored")] },
    { id: "machines", title: "Machines and tokens", parts: [proven("machines")] },
    { id: "audit", title: "What is recorded", parts: [proven("audit")] },
    {
      id: "keys",
      title: "Keys",
      parts: [
        table(
          ["Key", "Where it is", "How it ends"],
          [
            [
              "Root key",
              "a file (0600) or the environment, apart from the database",
              "you keep it; without it no value can be opened",
            ],
            ["Vault key", "database, wrapped by the root key", "with the vault"],
            [
              "Data key",
              "database, wrapped by the vault key; one for each version of a secret",
              "with its version",
            ],
            ["Machine key", "on the machine only", "its public half is never accepted again"],
            [
              "A container’s key before its download",
              "sealed under the server’s keys and the link’s secret",
              "with the download, or after 15 minutes",
            ],
            [
              "Enrollment, bootstrap and claim tokens, sessions",
              "as SHA-256 in the database",
              "used, revoked or expired",
            ],
          ],
        ),
        "Values are sealed with AES-256-GCM; each layer authenticates purpose, vault, object, version and key id, so that a ciphertext opens in its own place or not at all.",
      ],
    },
    {
      id: "leak",
      title: "If something leaks",
      parts: [
        table(
          ["What leaked", "What it is good for", "What to do"],
          [
            [
              "An enrollment token",
              "Machines within its policy: its secrets, its addresses, its uses",
              "Revoke it, with its machines; replace the values it reached",
            ],
            [
              "A bootstrap token",
              "One pending machine within ten minutes, which reads nothing until you approve it",
              "Deny what you do not know; compare fingerprints",
            ],
            [
              "A bundle or its key",
              "That machine’s secrets, from anywhere the guardrails allow",
              "Delete the machine, replace the values",
            ],
            [
              "A claim",
              "One machine, once. A second use is an alarm",
              "Revoke the claim; if it was used, delete the machine",
            ],
            ["A signed request", "Nothing: it was used when it arrived", ""],
            [
              "A database dump",
              "Names and metadata; no value without the root key",
              "Rotate the values if the root key was near it",
            ],
          ],
        ),
      ],
    },
    {
      id: "not",
      title: "What is not promised",
      parts: [
        list(
          "**Zero knowledge.** The server decrypts. Whoever controls its process or memory can read values as they pass.",
          "**Secrets after delivery.** A job that has a value can print or send it. `--redact` is a net, not a wall.",
          "**Hidden names.** Names of secrets, projects and machines, notes and addresses are stored in the clear.",
          "**Hostnames.** A machine states its own; a pattern catches mistakes and is no control.",
          "**An owner of the database** who is ready to drop its trigger can rewrite the audit log.",
          "**A compromised host.** Root on the server sees what the process sees.",
        ),
      ],
    },
  ],
};

import { shellBlock } from "../code-block.ts";
import { type DocFacts, registryOption } from "../doc-facts.ts";
import { type Document, list, note, table } from "../document.ts";

const functionProgram = (facts: DocFacts) => `import { SikkerKey } from "@sikkerkey/sdk";

// Outside of the handler: once for each instance, not once for each call.
const { SIKKERKEY_VAULT, SIKKERKEY_ENROLLMENT_TOKEN } = process.env;
const sikkerKey = await SikkerKey.bootstrap(SIKKERKEY_VAULT, SIKKERKEY_ENROLLMENT_TOKEN).inMemory();
const databaseUrl = await sikkerKey.getSecret("${facts.secretId}");

export const handler = async () => ({ statusCode: 200, body: String(databaseUrl.length) });
`;

const startScript = `#!/bin/sh
# Runs as the user of the service, at the start of each new instance.
set -eu
[ -d "$HOME/.sikkerkey" ] || sikkerkey enroll --token-file "$1"
exec sikkerkey run --all -- ./serve.sh
`;

export const serverless: Document = {
  from: "command",
  sections: (facts) => [
    {
      id: "choose",
      title: "One token, many machines",
      parts: [
        "Instances that come and go enroll themselves: an enrollment token is made once, and each instance makes a key of its own with it. Nothing is copied from one instance to the next, and each is a row under **Machines** with its own reads in the audit log.",
        table(
          ["Token setting", "For an autoscaling group", "For functions"],
          [
            [
              "Uses",
              "How many instances the group starts while the token lives",
              "How many instances the platform starts; each cold start takes one",
            ],
            [
              "Machine lifetime",
              "Longer than an instance lives",
              "Longer than the platform keeps an instance, such as 12 h",
            ],
            ["Source range", "The group’s network", "The platform’s egress addresses, where they are fixed"],
            ["Machine name", "A template such as `web-{uuid8}`", "A template such as `fn-{uuid8}`"],
          ],
        ),
        "Enrollments beyond the uses are refused, however many instances ask at once. Warn yourself early: the token’s page counts the uses that are left.",
      ],
    },
    {
      id: "memory",
      title: "In memory only",
      parts: [
        "Where there is no disk that lasts, the key lives in the process: `bootstrap(vault, token).inMemory()` makes it, registers it, and it ends with the process. Nothing is written. Such a machine has no offline cache.",
        {
          id: "function",
          language: "javascript",
          title: "handler.mjs",
          content: functionProgram(facts),
          runs: { by: "saving", file: "handler.mjs" },
        },
        "The platform’s own secret store holds the token, and these three variables are all it needs:",
        shellBlock(
          "try-function",
          `npm install @sikkerkey/sdk ${registryOption(facts)}
export SIKKERKEY_API_URL=${facts.baseUrl}
export SIKKERKEY_VAULT=${facts.vaultId}
export SIKKERKEY_ENROLLMENT_TOKEN=${facts.enrollmentToken}
node -e 'import("./handler.mjs").then(({ handler }) => handler()).then(console.log)'`,
        ),
        note(
          "A use of the token is spent for each instance, not for each call: keep the client outside of the handler.",
        ),
      ],
    },
    {
      id: "group",
      title: "An autoscaling group",
      parts: [
        "An instance with a disk keeps its identity there, so that a restart needs no new enrollment. Put the token into a file that only the service’s user can read, such as one that your instance’s own role fetches, and let the start script enroll when there is no identity yet.",
        {
          id: "start",
          language: "sh",
          title: "start.sh",
          content: startScript,
          runs: { by: "saving", file: "start.sh" },
        },
        shellBlock("start-instance", "unset SIKKERKEY_ENROLLMENT_TOKEN\nsh start.sh token", {
          given: [
            "umask 077",
            `printf '%s' "$SIKKERKEY_ENROLLMENT_TOKEN" > token`,
            `printf '#!/bin/sh\\ntest -n "$DATABASE_URL"' > serve.sh`,
            "chmod +x serve.sh",
          ].join("\n"),
        }),
        list(
          "**Never enroll while an image is built.** All instances would share one key: revoking one revokes all, and the audit log cannot tell them apart.",
          "**An instance that ends** leaves a machine that expires by itself. It can read nothing without its key, which ended with the disk.",
          "**Rotating the token** does not touch instances that run: they have keys of their own.",
        ),
      ],
    },
  ],
};

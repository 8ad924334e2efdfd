import { shellBlock } from "../code-block.ts";
import { type DocFacts, registryOption } from "../doc-facts.ts";
import { type Document, table } from "../document.ts";
import { SDK_ERRORS, SDK_MEMBERS, SDK_OPTIONS } from "../sdk-table.ts";

/** A program of the page: saved, then run by the block after it. */
const program = (id: string, content: string) =>
  ({
    id,
    language: "javascript",
    title: `${id}.mjs`,
    content,
    runs: { by: "saving", file: `${id}.mjs` },
  }) as const;

const readProgram = (facts: DocFacts) => `import { SikkerKey } from "@sikkerkey/sdk";

const sikkerKey = SikkerKey.create();

const url = await sikkerKey.getSecret("${facts.secretId}");
const { host, password } = await sikkerKey.getFields("${facts.structuredId}");
console.log(url.length, host, password.length);
`;

const exportProgram = `import { SikkerKey } from "@sikkerkey/sdk";

const values = await SikkerKey.create().export();
console.log(Object.keys(values).sort().join(" "));
`;

const errorProgram = `import { AccessDeniedError, SikkerKey } from "@sikkerkey/sdk";

try {
  await SikkerKey.create().getSecret("sk_0000000000");
} catch (error) {
  if (!(error instanceof AccessDeniedError)) throw error;
  console.log(error.message);
}
`;

const outageProgram = (facts: DocFacts) => `import { SikkerKey } from "@sikkerkey/sdk";

const sikkerKey = SikkerKey.create().enableCache({
  maxAgeSeconds: 3600,
  onFallback: (id, readAt) => console.warn(\`\${id} is from \${new Date(readAt * 1000).toISOString()}\`),
});
await sikkerKey.getSecret("${facts.secretId}");
`;

const watchProgram = (facts: DocFacts) => `import { SikkerKey } from "@sikkerkey/sdk";

const sikkerKey = SikkerKey.create();
await sikkerKey.getFields("${facts.structuredId}");
sikkerKey.watch("${facts.structuredId}", (event) => {
  if (event.status === "changed") console.log("reconnect to", event.fields?.host);
  else if (event.status === "error") console.error(event.error.message);
  else console.log("no longer readable:", event.status);
});
// Watching keeps no process alive: your own server does.
`;

export const sdkReference: Document = {
  from: "machine",
  sections: (facts) => [
    {
      id: "install",
      title: "Install",
      parts: [
        "`@sikkerkey/sdk` runs on Node.js 18 or later and on Bun, has types and no dependencies, and works with `import` and `require`.",
        shellBlock("install-sdk", `npm install @sikkerkey/sdk ${registryOption(facts)}`),
        "With one line in the project’s `.npmrc`, `npm ci` does the same everywhere:",
        {
          id: "npmrc",
          language: "text",
          title: ".npmrc",
          content: `@sikkerkey:registry=${facts.baseUrl}/npm/\n`,
          runs: { by: "saving", file: ".npmrc" },
        },
        shellBlock("install-npmrc", "npm install @sikkerkey/sdk"),
      ],
    },
    {
      id: "read",
      title: "Read",
      parts: [
        "Every read is one request, signed with this machine’s key. The identity is the one that `sikkerkey enroll` or the bootstrap script left here, server address included; `SIKKERKEY_IDENTITY` names another.",
        program("read", readProgram(facts)),
        shellBlock("run-read", "node read.mjs", { prints: "30 db.example 13\n" }),
        "`export` gives every granted value under the name of its environment variable. Two secrets that would share one, or a name that would take over a process, refuse the whole.",
        program("names", exportProgram),
        shellBlock("run-names", "node names.mjs", {
          prints: "API_KEY DATABASE_HOST DATABASE_PASSWORD DATABASE_URL TLS_KEY\n",
        }),
      ],
    },
    {
      id: "methods",
      title: "Methods",
      parts: [
        table(
          ["Call", "Result"],
          SDK_MEMBERS.map(({ call, gives }) => [`\`${call}\``, gives]),
        ),
      ],
    },
    {
      id: "options",
      title: "Options",
      parts: [
        table(
          ["Option", "Of", "Meaning"],
          SDK_OPTIONS.map(({ type, name, about }) => [`\`${name}\``, `\`${type}\``, about]),
        ),
      ],
    },
    {
      id: "errors",
      title: "Errors",
      parts: [
        "Failures are classes, so that a program can tell what to do. 429, 503 and network failures are tried again after 1, 2 and 4 seconds; nothing else is repeated, and redirects are never followed.",
        program("errors", errorProgram),
        shellBlock("run-errors", "node errors.mjs", { prints: "Access denied (403)\n" }),
        table(
          ["Class", "When"],
          SDK_ERRORS.map(({ name, when }) => [`\`${name}\``, when]),
        ),
      ],
    },
    {
      id: "outage",
      title: "Through an outage",
      parts: [
        "What `getSecret`, `getFields` and `getField` read can be kept beside the identity, encrypted with a key that only this machine’s private key gives. It answers when the server cannot be reached, never after a refusal: 401, 403 and 404 delete what was kept.",
        program("outage", outageProgram(facts)),
        shellBlock("run-outage", "node outage.mjs"),
      ],
    },
    {
      id: "changes",
      title: "Changes",
      parts: [
        "All watched secrets are asked about together, every 15 seconds. Read a secret before you watch it: **changed** means changed since this machine last read it. Two processes with one identity share that memory, so give each its own machine.",
        program("watch", watchProgram(facts)),
        shellBlock("run-watch", "node watch.mjs"),
      ],
    },
  ],
};

import { codeBlocks } from "../code-block.ts";
import { type DocFacts, registryOption } from "../doc-facts.ts";

export const quickStartBlocks = (facts: DocFacts) =>
  codeBlocks({
    install: {
      language: "sh",
      content: `npm install -g @sikkerkey/cli@${facts.cliVersion} ${registryOption(facts)}`,
      runs: { by: "shell" },
    },
    enroll: {
      language: "sh",
      content: [
        `export SIKKERKEY_ENROLLMENT_TOKEN=${facts.enrollmentToken}`,
        `sikkerkey enroll --url ${facts.baseUrl} --vault ${facts.vaultId}`,
      ].join("\n"),
      runs: { by: "shell" },
    },
    read: {
      language: "sh",
      content: `sikkerkey run --all -- sh -c 'echo "$DATABASE_URL"'`,
      runs: { by: "shell", prints: "postgres://app@db.example/shop\n" },
    },
    list: {
      language: "sh",
      content: ["sikkerkey list secrets", "sikkerkey get DATABASE_URL"].join("\n"),
      runs: { by: "shell" },
    },
  });

import type { Integration, TextFile } from "../../integrations/integration.ts";
import type { CodeBlock, Runs } from "../code-block.ts";
import type { DocFacts } from "../doc-facts.ts";
import { type Document, list, note, steps, table } from "../document.ts";
import { samplePolicy } from "../sample-policy.ts";

/** YAML is parsed here. Each script runs as its provider's runner would, in the tests that hold the provider's name. */
const runsOf = (provider: string, { language }: TextFile): Runs => {
  if (language === "yaml") return { by: "parser" };
  return provider === "bitbucket-pipelines"
    ? { by: "test", file: "e2e/bitbucket/delivery.e2e.ts", holds: "aDelivery" }
    : { by: "test", file: "e2e/providers/table.ts", holds: provider };
};

const fileBlock = (provider: string, file: TextFile): CodeBlock => ({
  id: file.path.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, ""),
  language: file.language,
  title: file.path,
  content: file.content,
  runs: runsOf(provider, file),
});

/** The page of one CI provider, from the same words and files as its dialog. */
export const providerDocument = ({ id, title, guide, render }: Integration): Document => ({
  from: "nothing",
  sections: (facts: DocFacts) => {
    const { cliVersion, cliSha256, cliFile, baseUrl, madeAt } = facts;
    const files = render(samplePolicy(facts), { cliVersion, cliSha256, cliFile, baseUrl, madeAt });
    return [
      {
        id: "before",
        title: "Before you begin",
        parts: [
          list(...guide.prerequisites),
          "A token’s uses are counted by machine: each job that loads secrets takes one. Give it as many as your pipelines run while it lives.",
        ],
      },
      {
        id: "token",
        title: `Store the token in ${title}`,
        parts: [
          steps(...guide.whereTheTokenGoes),
          table(
            ["Setting", "Value"],
            guide.variableSettings.map(({ setting, value }) => [setting, value]),
          ),
        ],
      },
      {
        id: "files",
        title: "Commit the files",
        parts: [
          `**Integrations → ${title} → Build** makes these for your own token, with the names it gives; the ones here are for a sample. The token is in none of them. The script pins the command by version and SHA-256 and runs nothing that does not match.`,
          ...files.map((file) => fileBlock(id, file)),
        ],
      },
      {
        id: "use",
        title: "Load the secrets",
        parts: [
          table(
            ["Line", "What it does"],
            guide.waysToCall.map(({ line, does }) => [`\`${line}\``, does]),
          ),
          "Each line makes a machine of its own, whose key is made on the runner and is gone with it. A value arrives byte for byte, or the script refuses and says why; nothing in a value is executed.",
        ],
      },
      { id: "masking", title: "What the log hides", parts: [note(guide.masking)] },
      {
        id: "troubleshooting",
        title: "Troubleshooting",
        parts: [
          ...guide.troubleshooting.flatMap(({ title: what, remedy }) => [
            { kind: "heading", text: what } as const,
            remedy,
          ]),
          "Every sentence of the server is in [Troubleshooting](/docs/troubleshooting).",
        ],
      },
    ];
  },
});

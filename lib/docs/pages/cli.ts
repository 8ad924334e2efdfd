import type { Command } from "../../cli/command.ts";
import { COMMANDS } from "../../cli/command-table.ts";
import { allOptions, argumentAbout, exitsOf, optionLabel, usageTail } from "../../cli/render-help.ts";
import type { CodeBlock, Runs } from "../code-block.ts";
import { type DocFacts, SAMPLE_NAMES } from "../doc-facts.ts";
import { type Document, type Part, type Section, table } from "../document.ts";
import { installBlock } from "./quick-start.ts";

const inATest = (file: string, holds: string): Runs => ({ by: "test", file, holds });

/** Where examples need more than a machine: files beside them, or a test that can wait and answer. */
const EXAMPLE_RUNS: Readonly<Record<string, Runs>> = {
  enroll: inATest("lib/cli/enroll.process.test.ts", "--vault"),
  delete: inATest("lib/cli/vaults.process.test.ts", "delete"),
  completion: { by: "shell", given: "mkdir -p ~/.config/fish/completions" },
  run: {
    by: "shell",
    given: [
      `printf 'process.exit(process.env.API_KEY ? 0 : 1)' | tee app.js > server.js`,
      `printf '#!/bin/sh\\ntest -n "$API_KEY"' > deploy.sh`,
      `printf '#!/bin/sh\\ntest -s "$TLS_KEY_FILE"' > serve.sh`,
      "chmod +x deploy.sh serve.sh",
    ].join("\n"),
  },
};

/** A job knows its server and vault from variables. */
const ciRuns = ({ baseUrl, vaultId }: DocFacts): Runs => ({
  by: "shell",
  given: `git init -q .\nexport SIKKERKEY_API_URL=${baseUrl} SIKKERKEY_VAULT=${vaultId}`,
});

/** The examples of `--help` with this server's address and the names of the reader's vault. */
function examples(command: Command, facts: DocFacts): CodeBlock {
  const names: readonly (readonly [string, string])[] = [
    ["https://secrets.example", facts.baseUrl],
    [SAMPLE_NAMES.vaultId, facts.vaultId],
    [SAMPLE_NAMES.secretId, facts.structuredId],
    ["proj_4c1x7m9z2q", facts.projectId],
  ];
  return {
    id: `${command.name}-examples`,
    language: "sh",
    content: names.reduce((text, [from, to]) => text.replaceAll(from, to), command.examples.join("\n")),
    runs: command.name === "ci" ? ciRuns(facts) : (EXAMPLE_RUNS[command.name] ?? { by: "shell" }),
  };
}

const code = (text: string) => `\`${text}\``;

const rows = (head: string, cells: readonly (readonly [string, string])[]): readonly Part[] =>
  cells.length === 0 ? [] : [table([head, "Meaning"], cells)];

/** A command as `--help` tells it: both are made from the same row. */
function commandSection(command: Command, facts: DocFacts): Section {
  return {
    id: command.name,
    title: command.name,
    parts: [
      command.summary,
      code(`sikkerkey ${usageTail(command)}`),
      ...command.details,
      ...rows(
        "Argument",
        command.arguments.map((spec) => [code(`<${spec.name}>`), argumentAbout(spec)]),
      ),
      ...rows(
        "Option",
        allOptions(command).map((option) => [code(optionLabel(option)), option.about]),
      ),
      ...rows("Output", [
        ["Standard output", command.stdout],
        ["Standard error", command.stderr],
      ]),
      ...rows(
        "Exit code",
        exitsOf(command).map((exit) => [exit.code, exit.meaning]),
      ),
      examples(command, facts),
    ],
  };
}

export const cliReference: Document = {
  from: "machine",
  sections: (facts) => [
    {
      id: "install",
      title: "Install",
      parts: [
        "Node.js 18 or later, no other dependency. `sikkerkey <command> --help` prints what stands here: both are made from one table.",
        installBlock(facts),
      ],
    },
    ...COMMANDS.map((command) => commandSection(command, facts)),
    {
      id: "variables",
      title: "Environment",
      parts: [
        table(
          ["Variable", "Meaning"],
          [
            ["`SIKKERKEY_HOME`", "Where identities are kept; `~/.sikkerkey` if not set."],
            ["`SIKKERKEY_IDENTITY`", "Path of the `identity.json` to use, as in a container."],
            ["`SIKKERKEY_VAULT`", "Which vault of several, by id or alias."],
            ["`SIKKERKEY_API_URL`", "Another address for the same server."],
            ["`SIKKERKEY_ENROLLMENT_TOKEN`, `SIKKERKEY_BOOTSTRAP_TOKEN`", "What `enroll` registers with."],
            ["`SIKKERKEY_CLAIM`", "Path of a container’s `claim.json`."],
            ["`SIKKERKEY_CA_FILE`", "A PEM file of authorities to trust besides those of Node."],
            ["`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`", "A proxy on the way; TLS still ends at the server."],
          ],
        ),
      ],
    },
  ],
};

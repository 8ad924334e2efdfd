import type { ContainerFacts, Snippet } from "../../integrations/docker/container-facts.ts";
import { dockerSnippets } from "../../integrations/docker/snippets.ts";
import type { CodeBlock, CodeLanguage, Runs } from "../code-block.ts";
import type { DocFacts } from "../doc-facts.ts";
import type { Document } from "../document.ts";
import { containerLife } from "./container-life.ts";
import { containerWays } from "./container-ways.ts";

const LANGUAGES: Readonly<Record<Snippet["language"], CodeLanguage>> = {
  sh: "sh",
  yaml: "yaml",
  dockerfile: "dockerfile",
  ini: "text",
  js: "javascript",
  python: "python",
};

const RUNS: Readonly<Record<Snippet["id"], Runs>> = {
  "docker-run": {
    by: "test",
    file: "lib/integrations/docker/snippets.process.test.ts",
    holds: '"docker-run"',
  },
  compose: { by: "parser" },
  dockerfile: { by: "test", file: "e2e/containers/build-app-image.ts", holds: 'snippets.get("Dockerfile")' },
  npmrc: { by: "test", file: "e2e/containers/build-app-image.ts", holds: 'snippets.get(".npmrc")' },
  node: { by: "test", file: "e2e/containers/mounted-bundle.e2e.ts", holds: '"snippet.js"' },
  python: { by: "parser" },
};

/** The dialog's snippets for a container of the sample's names. */
export function containerBlocks(
  facts: DocFacts,
  way: ContainerFacts["way"],
): Record<Snippet["id"], CodeBlock> {
  const snippets = dockerSnippets({
    baseUrl: facts.baseUrl,
    machineName: "quiet-otter-7f3a",
    folder: "quiet-otter-7f3a",
    cliVersion: facts.cliVersion,
    way,
    secrets: [
      { id: facts.secretId, name: "DATABASE_URL", fieldNames: null },
      { id: facts.structuredId, name: "Database", fieldNames: ["host", "password"] },
    ],
  });
  const blocks = snippets.map(({ id, title, language, content }) => [
    id,
    { id: `${way}-${id}`, title, language: LANGUAGES[language], content, runs: RUNS[id] },
  ]);
  return Object.fromEntries(blocks) as Record<Snippet["id"], CodeBlock>;
}

export const containers: Document = {
  from: "nothing",
  sections: (facts) => [
    ...containerWays(containerBlocks(facts, "bundle"), containerBlocks(facts, "claim")),
    ...containerLife,
  ],
};

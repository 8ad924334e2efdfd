import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { composeProblems } from "../testing/compose-problems.ts";
import { GOLDEN_CONTAINERS } from "../testing/golden-containers.ts";
import type { ContainerFacts, Snippet } from "./container-facts.ts";
import { dockerSnippets } from "./snippets.ts";

const CASES = Object.entries(GOLDEN_CONTAINERS);
const ENDINGS = { sh: "sh", yaml: "yaml", dockerfile: "Dockerfile", ini: "npmrc", js: "mjs", python: "py" };

function snippet(facts: ContainerFacts, id: Snippet["id"]): string {
  const found = dockerSnippets(facts).find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`There is no snippet ${id}`);
  return found.content;
}

test.each(CASES)("the %s snippets render what was reviewed", async (name, facts) => {
  for (const { id, language, content } of dockerSnippets(facts))
    await expect(content).toMatchFileSnapshot(`../golden/docker/${name}/${id}.${ENDINGS[language]}`);
});

test.each(CASES)(
  "the %s Compose file mounts one folder beside it, read-only, and nothing else of the host",
  (_, facts) => {
    const file = snippet(facts, "compose");
    expect(composeProblems(file)).toEqual([]);
    const { services } = parse(file);
    const [mounted, ...others] = services.app.volumes;
    expect(mounted).toMatch(/^\.\/[A-Za-z0-9][A-Za-z0-9._-]{0,63}:\/etc\/sikkerkey:ro$/);
    expect(others).toEqual(facts.way === "claim" ? ["sikkerkey-key:/run/sikkerkey"] : []);
    expect(services.app.network_mode).toBe(facts.baseUrl.startsWith("http:") ? "host" : undefined);
  },
);

test.each(CASES)("the %s program reads these ids and fields, and does nothing else", async (_, facts) => {
  const program = snippet(facts, "node");
  expect(program).not.toMatch(/[\u202e\ufeff\u2028\u001b]/);
  const body = program.replace(/^import .*$/m, "");
  const read: string[][] = [];
  class SikkerKey {
    getSecret = (...words: string[]) => void read.push(words);
    getField = (...words: string[]) => void read.push(words);
  }
  await runInNewContext(`(async () => {${body}})()`, { SikkerKey });
  const wanted = facts.secrets.flatMap(({ id, fieldNames }) =>
    fieldNames === null ? [[id]] : fieldNames.map((field) => [id, field]),
  );
  expect(read).toEqual(wanted.slice(0, 8));
});

test("AT-54: no stored name adds, moves or changes a line of the Dockerfile or of .npmrc", () => {
  for (const id of ["dockerfile", "npmrc"] as const)
    expect(snippet(GOLDEN_CONTAINERS.hostile, id)).toBe(snippet(GOLDEN_CONTAINERS.bundle, id));
});

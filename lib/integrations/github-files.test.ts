import { expect, test } from "vitest";
import { githubActions } from "./github-actions.ts";
import { GOLDEN_POLICIES, GOLDEN_SITE } from "./testing/golden-policies.ts";
import { workflowProblems } from "./testing/workflow-problems.ts";

const files = githubActions
  .render(GOLDEN_POLICIES.hostile, GOLDEN_SITE)
  .filter(({ language }) => language === "yaml");

test.each(files)("GitHub's parser takes $path", ({ path, content }) => {
  expect(workflowProblems(path, content)).toEqual([]);
});

test.each(files)("and would find a mistake in $path", ({ path, content }) => {
  const broken = content.replace(/^( +)(runs-on|using): .*$/m, "$1runs-in: somewhere");
  expect(broken).not.toBe(content);
  expect(workflowProblems(path, broken)).not.toEqual([]);
});

test.each(files)(
  "nothing of GitHub's or anybody else's is filled into a line that a shell runs in $path",
  ({ content }) => {
    const runs = content.split("\n").filter((line) => /^ *(- )?run:/.test(line));
    expect(runs.length).toBeGreaterThan(0);
    for (const line of runs) expect(line).not.toContain("$".concat("{{"));
  },
);

test.each(files)("other people's code is named by its commit in $path", ({ content }) => {
  for (const [, used] of content.matchAll(/^ *- uses: (.*)$/gm))
    expect(used).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/);
});

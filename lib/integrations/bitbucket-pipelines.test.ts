import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { bitbucketPipelines } from "./bitbucket-pipelines.ts";
import { CHILD_END } from "./script/marker.ts";
import { GOLDEN_POLICIES, GOLDEN_SITE } from "./testing/golden-policies.ts";

const CASES = Object.entries(GOLDEN_POLICIES);
const SHELLS = [["bash"], ["dash"], ["busybox", "sh"]] as const;

function render(policy: (typeof GOLDEN_POLICIES)["minimal"]) {
  const [script, snippet, ...rest] = bitbucketPipelines.render(policy, GOLDEN_SITE);
  if (script === undefined || snippet === undefined || rest.length > 0)
    throw new Error("Two files are expected");
  return { script, snippet };
}

/** The part that runs in a shell of its own; its here-document hides it from a syntax check of the whole. */
function childOf(script: string): string {
  const [, child] = script.match(new RegExp(`<<'${CHILD_END}'\n([\\s\\S]*?\n)${CHILD_END}\n`)) ?? [];
  if (child === undefined) throw new Error("The script has no child");
  return child;
}

test.each(CASES)("the %s policy renders what was reviewed", async (name, policy) => {
  for (const { path, content } of bitbucketPipelines.render(policy, GOLDEN_SITE))
    await expect(content).toMatchFileSnapshot(`golden/bitbucket-pipelines/${name}/${path}`);
});

test.each(CASES)("bash, dash and BusyBox can read the %s script and its child", (_, policy) => {
  const { content } = render(policy).script;
  for (const [shell, ...flags] of SHELLS) {
    for (const input of [content, childOf(content)]) {
      const { status, stderr } = spawnSync(shell, [...flags, "-n"], { input, encoding: "utf8" });
      expect({ shell, status, stderr }).toEqual({ shell, status: 0, stderr: "" });
    }
  }
});

test.each(CASES)("the files of the %s policy say what made them, and what they install", (_, policy) => {
  const { script, snippet } = render(policy);
  for (const { content } of [script, snippet]) {
    const head = content.split("\n").slice(0, 5).join("\n");
    expect(head).toContain(GOLDEN_SITE.baseUrl);
    expect(head).toContain(GOLDEN_SITE.cliSha256);
    expect(head).toContain(`@sikkerkey/cli ${GOLDEN_SITE.cliVersion}`);
  }
});

test("a stored name changes no line but the one that shows it", () => {
  const names = ["Web shop", "x'; touch canary #", `x\n${CHILD_END}\ntouch canary\n`];
  const [plain, ...others] = names.map((name) => {
    const { projects, ...policy } = GOLDEN_POLICIES.minimal;
    return render({ ...policy, projects: projects.map((project) => ({ ...project, name })) }).script.content;
  });
  const lines = (plain ?? "").split("\n");
  for (const other of others) {
    const changed = other.split("\n").filter((line, index) => line !== lines[index]);
    expect(changed).toHaveLength(1);
    expect(changed[0]).toMatch(/^sk_unlock '/);
  }
});

test("every line of the snippet is text to Bitbucket", () => {
  const { script } = parse(render(GOLDEN_POLICIES.full).snippet.content).pipelines.default[0].step;
  expect(script).toEqual([". ./sikkerkey-init.sh", "./your-deploy-command.sh"]);
});

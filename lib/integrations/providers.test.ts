import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { isAlias, isNode, parse, parseAllDocuments, visit } from "yaml";
import { INTEGRATIONS } from "./all.ts";
import { bitbucketPipelines } from "./bitbucket-pipelines.ts";
import type { Integration, TextFile } from "./integration.ts";
import { CHILD_END } from "./script/marker.ts";
import { GOLDEN_POLICIES, GOLDEN_SITE } from "./testing/golden-policies.ts";

type Policy = (typeof GOLDEN_POLICIES)["minimal"];
const POLICIES = Object.entries(GOLDEN_POLICIES);
/** The script differs between providers in a few lines only, so the other policies are kept for one provider. */
const KEPT = INTEGRATIONS.flatMap((integration) =>
  POLICIES.filter(([name]) => name === "minimal" || integration === bitbucketPipelines).map(
    ([name, policy]) => [integration.id, name, integration, policy] as const,
  ),
);
const CASES = INTEGRATIONS.flatMap((integration) =>
  POLICIES.map(([name, policy]) => [integration.id, name, integration, policy] as const),
);
const SHELLS = [["bash"], ["dash"], ["busybox", "sh"]] as const;

/** The script of a provider, wherever it is kept. */
function scriptOf(files: readonly TextFile[]): string {
  const direct = files.find(({ path }) => path === "sikkerkey-init.sh")?.content;
  if (direct !== undefined) return direct;
  const map = files.find(({ path }) => path === "sikkerkey-init.yaml");
  const script: unknown = map && parse(map.content).data["sikkerkey-init.sh"];
  if (typeof script !== "string") throw new Error("No file holds the script");
  return script;
}

const render = (integration: Integration, policy: Policy) => integration.render(policy, GOLDEN_SITE);

/** The part that runs in a shell of its own; its here-document hides it from a syntax check of the whole. */
function childOf(script: string): string {
  const [, child] = script.match(new RegExp(`<<'${CHILD_END}'\n([\\s\\S]*?\n)${CHILD_END}\n`)) ?? [];
  if (child === undefined) throw new Error("The script has no child");
  return child;
}

test.each(KEPT)("%s renders for the %s policy what was reviewed", async (id, name, integration, policy) => {
  for (const { path, content } of render(integration, policy))
    await expect(content).toMatchFileSnapshot(
      `golden/${id}/${name}/${path.replace(/^\./, "").replaceAll("/", "-")}`,
    );
});

test.each(CASES)("bash, dash and BusyBox can read %s's script for the %s policy, and its child", (...row) => {
  const script = scriptOf(render(row[2], row[3]));
  for (const [shell, ...flags] of SHELLS) {
    for (const input of [script, childOf(script)]) {
      const { status, stderr } = spawnSync(shell, [...flags, "-n"], { input, encoding: "utf8" });
      expect({ shell, status, stderr }).toEqual({ shell, status: 0, stderr: "" });
    }
  }
});

test.each(CASES)("the files of %s for the %s policy say what made them, and what they install", (...row) => {
  const files = render(row[2], row[3]);
  for (const content of [scriptOf(files), ...files.map((file) => file.content)]) {
    const head = content.split("\n").slice(0, 5).join("\n");
    expect(head).toContain(GOLDEN_SITE.baseUrl);
    expect(head).toContain(GOLDEN_SITE.cliSha256);
    expect(head).toContain(`@sikkerkey/cli ${GOLDEN_SITE.cliVersion}`);
  }
});

test.each(INTEGRATIONS.map((integration) => [integration.id, integration] as const))(
  "a stored name changes no line of %s but the one that shows it (AT-54)",
  (_, integration) => {
    const names = [
      "Web shop",
      "x'; touch canary #",
      `x\n${CHILD_END}\ntouch canary\n`,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: what GitHub would fill in.
      "${{ github.token }}",
    ];
    const [plain, ...others] = names.map((name) => {
      const { projects, ...policy } = GOLDEN_POLICIES.minimal;
      const files = render(integration, {
        ...policy,
        projects: projects.map((project) => ({ ...project, name })),
      });
      const rest = files.filter(({ path }) => !path.startsWith("sikkerkey-init"));
      return { script: scriptOf(files), rest: rest.map(({ content }) => content) };
    });
    const lines = (plain?.script ?? "").split("\n");
    for (const other of others) {
      const changed = other.script.split("\n").filter((line, index) => line !== lines[index]);
      expect(changed).toHaveLength(1);
      expect(changed[0]).toMatch(/^sk_unlock '/);
      expect(other.rest).toEqual(plain?.rest);
    }
  },
);

test.each(CASES)("YAML of %s for the %s policy is plain data to any reader", (...row) => {
  for (const { language, content } of render(row[2], row[3])) {
    if (language !== "yaml") continue;
    const documents = parseAllDocuments(content);
    expect(documents).toHaveLength(1);
    for (const document of documents) {
      expect([...document.errors, ...document.warnings]).toEqual([]);
      visit(document, (_, node) => {
        expect(isAlias(node)).toBe(false);
        expect(isNode(node) && node.tag?.startsWith("!")).not.toBe(true);
      });
    }
  }
});

test("every line of the Bitbucket snippet is text to Bitbucket", () => {
  const snippet = render(bitbucketPipelines, GOLDEN_POLICIES.full)[1]?.content ?? "";
  const { script } = parse(snippet).pipelines.default[0].step;
  expect(script).toEqual([". ./sikkerkey-init.sh", "./your-deploy-command.sh"]);
});

import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { githubActions } from "#lib/integrations/github-actions.ts";
import { kubernetes } from "#lib/integrations/kubernetes.ts";
import { aDelivery, type Delivery, openScene, renderFiles, type Scene } from "../bitbucket/scene.ts";
import { corpus } from "../emulators/corpus.ts";
import { runPod } from "../emulators/kubernetes/run-pod.ts";
import { deliverWith } from "./deliver-with.ts";
import { PROVIDERS, type Provider } from "./table.ts";

let scene: Scene;
let small: Delivery;
const good = { exitCode: 0, wentOn: true, findings: [] };
const folder = mkdtempSync(join(tmpdir(), "sikkerkey-canary-"));
const canary = join(folder, "canary");
const VALUE = "k3y-of-the-ways-to-call";

beforeAll(async () => {
  scene = await openScene();
  small = await aDelivery(scene, { API_KEY: VALUE, PEM: "-----BEGIN-----\nline-of-a-key\n" });
});
afterAll(async () => {
  await scene?.close();
  rmSync(folder, { recursive: true, force: true });
});

const inMemory = () => readdirSync("/dev/shm").filter((name) => name.startsWith("sikkerkey-"));

describe.each(PROVIDERS)("$integration.title", (provider) => {
  test("--files --redact gives one command files of any size and hides what it prints", async () => {
    const large = "large-value-".repeat(17_000);
    const delivery = await aDelivery(scene, { API_KEY: VALUE, LARGE: large });
    const program = [
      'const fs = require("fs"), env = process.env;',
      'const read = (name) => fs.readFileSync(env[name + "_FILE"], "utf8");',
      `if (read("API_KEY") !== ${JSON.stringify(VALUE)}) process.exit(3);`,
      `if (read("LARGE") !== "large-value-".repeat(17000)) process.exit(4);`,
      "if (env.API_KEY !== undefined || env.LARGE !== undefined) process.exit(5);",
      "if (env.SIKKERKEY_ENROLLMENT_TOKEN !== undefined) process.exit(6);",
      "if (fs.statSync(env.API_KEY_FILE).mode & 0o077) process.exit(7);",
      'console.log("shows " + read("API_KEY"));',
      "process.exit(23);",
    ];
    const files = {
      ...renderFiles(delivery.policy, scene.site, provider.integration),
      "program.cjs": program.join("\n"),
    };
    const line = 'sh ./sikkerkey-init.sh --files --redact -- node program.cjs || echo "exit code $?"';
    const before = inMemory();
    const result = await deliverWith(provider, scene, delivery, {
      files,
      script: [line],
      secrets: {},
      needles: [delivery.token, VALUE],
    });
    expect(result, result.log).toMatchObject({ exitCode: 0, wentOn: true });
    expect(result.findings.filter((finding) => !finding.startsWith("token: "))).toEqual([]);
    expect(result.log).toContain("shows ***");
    expect(result.log).toContain("exit code 23");
    expect(inMemory()).toEqual(before);
  });
});

const github = PROVIDERS.find(({ integration }) => integration === githubActions) as Provider;

describe("GitHub Actions", () => {
  test("a step that sources the script masks and exports for itself", async () => {
    const script = [`. ./sikkerkey-init.sh; echo "shows $API_KEY"; echo "$PEM"`];
    const needles = [small.token, VALUE, "line-of-a-key"];
    const result = await deliverWith(github, scene, small, { script, secrets: {}, needles });
    expect(result.findings.filter((finding) => !/^(token|shell): /.test(finding))).toEqual([]);
    expect(result, result.log).toMatchObject({ exitCode: 0, wentOn: true });
    expect(result.log).toContain("shows ***");
  });

  test("the action does the same as the workflow's step", async () => {
    const files = renderFiles(small.policy, scene.site, githubActions);
    const [, line] = /^ {6}run: (.*)$/m.exec(files[".github/actions/sikkerkey/action.yml"] ?? "") ?? [];
    const result = await deliverWith(github, scene, small, { script: [line ?? ""] });
    expect(result, result.log).toMatchObject(good);
  });

  test("a pull request from a fork is told that nothing is broken", async () => {
    const event = {
      pull_request: { head: { repo: { full_name: "someone/web-shop" } } },
      repository: { full_name: "acme/web-shop" },
    };
    const result = await deliverWith(github, scene, small, {
      variables: { SIKKERKEY_ENROLLMENT_TOKEN: "", GITHUB_EVENT_NAME: "pull_request" },
      prepare: ({ agent }) => writeFileSync(join(agent, "event.json"), JSON.stringify(event)),
    });
    expect(result).toMatchObject({ exitCode: 1, wentOn: false, findings: [] });
    expect(result.log).toContain("##[error]GitHub gives no secrets to pull requests from forks");
    expect(result.log).toContain("Nothing is broken.");
    expect(result.log).not.toMatch(/\n {2,}at |Error:/);
  });
});

test("Kubernetes: the app's files hold 18 of 18 values and one too large for a variable, also when the pod starts again", async () => {
  const secrets = { ...corpus(canary), HUGE: "huge-value-".repeat(20_000) };
  const delivery = await aDelivery(scene, secrets);
  const files = renderFiles(delivery.policy, scene.site, kubernetes);
  const { read, ...result } = await runPod({ files, token: delivery.token, secrets, starts: 2 });
  expect(result, result.log).toMatchObject({ findings: [] });
  expect(Object.keys(read)).toHaveLength(19);
  for (const [name, value] of Object.entries(secrets))
    expect(read[`${name}_FILE`]).toEqual(Buffer.from(value));
  expect(existsSync(canary)).toBe(false);
  expect(result.log).toMatch(/Enrolled as machine pod-web-[0-9a-f]{8}-/);
});

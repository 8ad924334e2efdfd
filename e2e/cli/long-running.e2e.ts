import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aDelivery, openScene, type Scene } from "../bitbucket/scene.ts";
import { runProcess } from "../process-run.ts";

const folder = mkdtempSync(join(tmpdir(), "sikkerkey-cli-e2e-"));
const command = join(folder, "prefix", "bin", "sikkerkey");
const secrets = { API_KEY: "the first value", OTHER: "something else" };
let scene: Scene;
let apiKey = "";

beforeAll(async () => {
  scene = await openScene();
  const { policy, token } = await aDelivery(scene, secrets);
  const registry = `--@sikkerkey:registry=${scene.server.url}/npm/`;
  const places = ["--prefix", join(folder, "prefix"), "--cache", join(folder, "cache")];
  const quiet = { npm_config_update_notifier: "false" };
  await finish(start("npm", ["install", "-g", "@sikkerkey/cli@1.0.0", registry, ...places], quiet));
  const enroll = ["enroll", "--url", scene.server.url, "--vault", policy.vaultId];
  await finish(start(command, enroll, { SIKKERKEY_ENROLLMENT_TOKEN: token }));
  const listed = await finish(start(command, ["list", "secrets", "-o", "json"]));
  const rows: { id: string; name: string }[] = JSON.parse(listed.stdout);
  apiKey = rows.find(({ name }) => name === "API_KEY")?.id ?? "";
});
afterAll(async () => {
  await scene?.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(program: string, words: readonly string[], env: Record<string, string> = {}) {
  return runProcess(program, words, { cwd: folder, env: { HOME: folder, ...env } });
}

async function finish(started: ReturnType<typeof start>) {
  return { code: await started.ended, stdout: started.stdout(), stderr: started.stderr() };
}

async function changeTo(value: string): Promise<void> {
  const { version } = await scene.owner.query<{ version: number }>("secrets.get", { secretId: apiKey });
  const content = { kind: "single", value };
  await scene.owner.mutate("secrets.writeVersion", { secretId: apiKey, expectedVersion: version, content });
}

test("what was read answers while the server is gone, and only then", async () => {
  await finish(start(command, ["cache", "enable"]));
  expect(await finish(start(command, ["get", "API_KEY"]))).toMatchObject({
    stdout: secrets.API_KEY,
    code: 0,
  });
  const gone = await finish(start(command, ["get", "API_KEY"], { SIKKERKEY_API_URL: "http://localhost:1" }));
  expect(gone).toMatchObject({ stdout: secrets.API_KEY, code: 0 });
  expect(gone.stderr).toContain("Answered from the offline cache: 1 secret, read less than a minute ago.");
  await finish(start(command, ["cache", "disable"]));
});

test("the doctor finds nothing wrong and says what may be read, and why not", async () => {
  const well = await finish(start(command, ["doctor"]));
  expect([well.code, well.stderr]).toEqual([0, ""]);
  expect(well.stdout).toMatch(/may read API_KEY, OTHER\n$/);
  expect(well.stdout).not.toMatch(/^(warn|fail)/m);
  const refused = await finish(start(command, ["doctor", "sk_0000000000"]));
  expect(refused.code).toBe(1);
  expect(refused.stdout).toMatch(/fail {2}secret {4}Access denied \(403\) \(request id [0-9a-f-]{36}\)/);
});

test("a change in the dashboard starts a watched command anew, its output stays redacted, and a deletion ends both", async () => {
  const script = `console.log("has " + (process.env.API_KEY === ${JSON.stringify(secrets.API_KEY)} ? "old" : "new"), process.env.API_KEY);
    setInterval(() => {}, 1000);`;
  const words = ["run", "--watch", "--interval", "10", "--redact", "--secret", "API_KEY"];
  const watched = start(command, [...words, "--", process.execPath, "-e", script]);
  const printed = (text: string) =>
    new Promise<void>((resolve) => {
      const look = () => watched.stdout().includes(text) && resolve();
      watched.child.stdout?.on("data", look);
      look();
    });
  await printed("has old ***");
  await changeTo("the second value");
  await printed("has new ***");
  await scene.owner.mutate("secrets.delete", { secretId: apiKey });
  const { code, stdout, stderr } = await finish(watched);
  expect([code, stdout]).toEqual([1, "has old ***\nhas new ***\n"]);
  expect(stderr).toContain("sikkerkey: Secrets changed; the command is started anew.\n");
  expect(stderr).toContain("No secret called API_KEY is granted to this machine.");
});

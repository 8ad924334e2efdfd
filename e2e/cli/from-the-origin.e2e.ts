import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aDelivery, type Delivery, openScene, type Scene } from "../bitbucket/scene.ts";
import { runProcess } from "../process-run.ts";

const folder = mkdtempSync(join(tmpdir(), "sikkerkey-cli-e2e-"));
const command = join(folder, "prefix", "bin", "sikkerkey");
const canary = join(folder, "canary");
const secrets = {
  API_KEY: "hunter2",
  CERTIFICATE: "-----BEGIN-----\nit's $HOME\n-----END-----\n",
  COMMAND: `$(touch ${canary})`,
  EXACT: "no newline",
};
let scene: Scene;
let delivery: Delivery;
let installed: Outcome;
let enrolled: Outcome;

type Outcome = { readonly code: number | string; readonly stdout: string; readonly stderr: string };

beforeAll(async () => {
  scene = await openScene();
  delivery = await aDelivery(scene, secrets);
  const registry = `--@sikkerkey:registry=${scene.server.url}/npm/`;
  const places = ["--prefix", join(folder, "prefix"), "--cache", join(folder, "cache")];
  const env = { npm_config_update_notifier: "false" };
  installed = await run("npm", ["install", "-g", "@sikkerkey/cli@1.0.0", registry, ...places], env);
  enrolled = await enroll(folder, "runner-7");
});
afterAll(async () => {
  await scene?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a program as a machine of this test does, and its whole output. */
async function run(
  program: string,
  words: readonly string[],
  env: Record<string, string> = {},
): Promise<Outcome> {
  const started = runProcess(program, words, { cwd: folder, env: { HOME: folder, ...env } });
  return { code: await started.ended, stdout: started.stdout(), stderr: started.stderr() };
}

function enroll(home: string, name: string): Promise<Outcome> {
  const words = ["enroll", "--url", scene.server.url, "--vault", delivery.policy.vaultId, "--name", name];
  return run(command, words, { HOME: home, SIKKERKEY_ENROLLMENT_TOKEN: delivery.token });
}

describe("a command line from this origin", () => {
  test("npm installs it with the literal line of the documentation, verified by integrity", async () => {
    expect(installed).toMatchObject({ code: 0 });
    expect(await run(command, ["version"])).toMatchObject({ code: 0, stdout: "sikkerkey 1.0.0\n" });
  });

  test("the registry and the generated files name the same bytes", async () => {
    const answer = await fetch(`${scene.server.url}${scene.site.cliFile}`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(scene.site.cliSha256);
    const listed = await (await fetch(`${scene.server.url}/npm/@sikkerkey%2fcli`)).json();
    const { integrity } = listed.versions[scene.site.cliVersion].dist;
    expect(integrity).toBe(`sha512-${createHash("sha512").update(bytes).digest("base64")}`);
    expect(readFileSync(join(scene.server.dataDir, "packages", "cli-1.0.0.tgz")).equals(bytes)).toBe(true);
  });

  test("it makes a key here and enrolls with the token from the environment", () => {
    expect([enrolled.code, enrolled.stdout]).toEqual([0, ""]);
    expect(enrolled.stderr).toContain("Enrolled as runner-7");
    expect(enrolled.stderr).not.toContain(delivery.token);
  });

  test("it says who it is, that it is accepted, and what it may read", async () => {
    expect((await run(command, ["whoami"])).stdout).toContain(`vault: ${delivery.policy.vaultId}`);
    expect((await run(command, ["status"])).stdout).toMatch(
      /is accepted[\s\S]*secrets: 4\nclock: in step\n$/,
    );
    expect((await run(command, ["list", "secrets"])).stdout).toContain("API_KEY");
    const project = delivery.policy.projects[0];
    expect((await run(command, ["list", "projects"])).stdout).toBe(`${project?.id}  ${project?.name}\n`);
    expect((await run(command, ["unlock", project?.id ?? ""])).stderr).toContain("can read 4 secrets");
    expect((await run(command, ["unlock", "proj_0000000000"])).code).toBe(1);
  });

  test("values arrive byte for byte: get, export as JSON, export into a shell, run", async () => {
    expect((await run(command, ["get", "CERTIFICATE"])).stdout).toBe(secrets.CERTIFICATE);
    expect(JSON.parse((await run(command, ["export", "--format", "json"])).stdout)).toEqual(secrets);
    const print = `process.stdout.write(JSON.stringify([process.env.CERTIFICATE, process.env.COMMAND, process.env.EXACT]))`;
    const expected = [secrets.CERTIFICATE, secrets.COMMAND, secrets.EXACT];
    const line = `eval "$('${command}' export --format shell)"; exec '${process.execPath}' -e '${print}'`;
    expect(JSON.parse((await run("sh", ["-c", line])).stdout)).toEqual(expected);
    const ran = await run(command, ["run", "--all", "--", process.execPath, "-e", print]);
    expect(JSON.parse(ran.stdout)).toEqual(expected);
    expect(existsSync(canary)).toBe(false);
  });

  test("a secret that is not granted is denied, in words", async () => {
    const { code, stdout, stderr } = await run(command, ["get", "sk_0000000000"]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("Access denied (403)");
  });

  test("a disabled machine reads nothing from the next request on, and the text says what to look at", async () => {
    const home = join(folder, "another home");
    mkdirSync(home);
    await enroll(home, "runner-8");
    const identity = await run(command, ["whoami", "-o", "json"], { HOME: home });
    await scene.owner.mutate("machines.disable", { machineId: JSON.parse(identity.stdout).id });
    const { code, stdout, stderr } = await run(command, ["export"], { HOME: home });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("Authentication failed (401)\nThe machine is unknown, disabled or expired");
  });
});

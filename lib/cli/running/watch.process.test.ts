import { beforeAll, expect, test, vi } from "vitest";
import { enrolledHome } from "../testing/enrolled-home.ts";
import { bundledCli, runProgram, temporaryFolder } from "../testing/run-program.ts";
import { startProgram } from "../testing/started-program.ts";
import { single, WORLDS } from "../testing/world.ts";

// Programs are started here, and other suites may hold the processors meanwhile.
vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
let program = "";
beforeAll(async () => {
  program = await bundledCli(folder, "lib/cli/testing/hurried-main.ts");
});

const ID = "sk_watched001";
const world = (value: string) => ({
  projects: WORLDS.usual.projects,
  secrets: [single(ID, "KEY", value), single("sk_other00001", "OTHER", "same")],
});
/** Says its value, and its end when it is asked for one. */
const SAYS =
  "console.log('has ' + (process.env.KEY ?? process.env.SK_WATCHED001)); setInterval(() => {}, 1000);";
const BYE = "process.on('SIGTERM', () => { console.log('bye'); process.exit(0); });";

async function watched(script: string, { words = ["--all"], env = {} as Record<string, string> } = {}) {
  const { server, env: home } = await enrolledHome(folder, world("first"));
  const all = [program, "run", "--watch", ...words, "--", process.execPath, "-e", script];
  const run = startProgram(process.execPath, all, { ...home, ...env });
  await run.until("out", /has first/);
  return { ...run, server, home };
}

test("a change ends the command with SIGTERM and starts it with the new value; its own exit code is kept", async () => {
  const run = await watched(
    `${BYE} if (process.env.KEY === 'second') { console.log('last'); process.exit(7); } ${SAYS}`,
  );
  run.server.state.world = world("second");
  run.server.state.changes.set(ID, "changed");
  expect(await run.ended).toBe(7);
  expect(run.said.out).toBe("has first\nbye\nlast\n");
  expect(run.said.err).toBe("sikkerkey: Secrets changed; the command is started anew.\n");
  expect(run.server.state.log.filter((line) => line.includes("poll")).length).toBeGreaterThan(1);
});

test("a command that does not end is killed with everything it started", async () => {
  const nested = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(
    "process.on('SIGTERM', () => {}); console.log('nested'); setInterval(() => {}, 1000)",
  )}], { stdio: 'inherit' });`;
  const script = `process.on('SIGTERM', () => {}); if (process.env.KEY === 'second') process.exit(0); ${nested} ${SAYS}`;
  const run = await watched(script, { env: { HURRIED_GRACE: "yes" } });
  await run.until("out", /nested/);
  run.server.state.world = world("second");
  run.server.state.changes.set(ID, "changed");
  // Their outputs close only when nothing holds them any more.
  expect(await run.ended).toBe(0);
});

test.each([
  ["deleted", ["--secret", ID]],
  ["access_denied", ["--secret", ID]],
  ["access_denied", ["--secret", "KEY"]],
] as const)("a secret that is %s for %j ends both, with the reason", async (status, words) => {
  const run = await watched(`${BYE} ${SAYS}`, { words: [...words] });
  run.server.state.world = { ...world(""), secrets: [] };
  run.server.state.changes.set(ID, status);
  expect(await run.ended).toBe(1);
  expect(run.said.out).toBe("has first\nbye\n");
  expect(run.said.err).toMatch(/^sikkerkey: (Access denied \(403\)|No secret called KEY is granted)/);
});

test("with --all a secret that is gone is left out of the next start", async () => {
  const run = await watched(`${BYE} if (process.env.KEY === undefined) process.exit(3); ${SAYS}`);
  run.server.state.world = { ...world(""), secrets: world("").secrets.slice(1) };
  run.server.state.changes.set(ID, "access_denied");
  expect(await run.ended).toBe(3);
});

test("a poll that fails is one line for one reason, and the next ones are tried", async () => {
  const run = await watched(`if (process.env.KEY === 'second') process.exit(0); ${SAYS}`);
  run.server.state.override = { status: 500, body: { error: "Broken." } };
  await run.until("err", /Broken/);
  const asked = run.server.state.log.length;
  await vi.waitFor(() => expect(run.server.state.log.length).toBeGreaterThan(asked + 3), 20_000);
  run.server.state.world = world("second");
  run.server.state.changes.set(ID, "changed");
  run.server.state.override = null;
  expect(await run.ended).toBe(0);
  expect(run.said.err).toBe(
    "sikkerkey: Asking for changes failed; the command goes on. Broken (500)\nsikkerkey: Secrets changed; the command is started anew.\n",
  );
});

test("a read that got lost is made again, although the server reports the change no more", async () => {
  const run = await watched(`if (process.env.KEY === 'second') process.exit(0); ${SAYS}`);
  run.server.state.world = world("second");
  run.server.state.cutPath = "/v1/secrets/export";
  run.server.state.changes.set(ID, "changed");
  await run.until("err", /the connection was cut/);
  expect(run.server.state.changes.size).toBe(0);
  run.server.state.cutPath = null;
  expect(await run.ended).toBe(0);
});

test("a change to the same value, or to one that cannot be delivered, leaves the command running", async () => {
  const run = await watched(`if (process.env.KEY === 'second') process.exit(0); ${SAYS}`);
  run.server.state.changes.set(ID, "changed");
  await vi.waitFor(() => expect(run.server.state.changes.size).toBe(0), 20_000);
  run.server.state.world = world("half\0");
  run.server.state.changes.set(ID, "changed");
  await run.until("err", /goes on with the values it has\. Nothing was delivered/);
  run.server.state.world = world("second");
  expect(await run.ended).toBe(0);
  expect(run.said.out).toBe("has first\n");
});

test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
  "%s reaches the command, whose code is kept",
  async (signal) => {
    const run = await watched(`process.on('${signal}', () => process.exit(9)); ${SAYS}`);
    run.child.kill(signal);
    expect(await run.ended).toBe(9);
    expect(run.said.err).toBe("");
  },
);

test("a signal while the command is ended for a new start ends both for good", async () => {
  const twice =
    "let asked = 0; process.on('SIGTERM', () => { asked += 1; console.log('asked ' + asked); if (asked === 2) process.exit(4); });";
  const run = await watched(`${twice} ${SAYS}`);
  run.server.state.world = world("second");
  run.server.state.changes.set(ID, "changed");
  await run.until("out", /asked 1/);
  run.child.kill("SIGTERM");
  expect(await run.ended).toBe(4);
  expect(run.said.out).toBe("has first\nasked 1\nasked 2\n");
});

test("nobody reading the notes is no reason to stop watching", async () => {
  const run = await watched(`if (process.env.KEY === 'second') process.exit(0); ${SAYS}`);
  run.child.stderr.destroy();
  run.server.state.world = world("second");
  run.server.state.changes.set(ID, "changed");
  expect(await run.ended).toBe(0);
});

test("a command that began with cached values gets the server's as soon as it answers", async () => {
  const { server, env } = await enrolledHome(folder, world("first"));
  await runProgram(process.execPath, [program, "cache", "enable"], { env });
  await runProgram(process.execPath, [program, "export"], { env });
  server.state.override = { status: 503, body: { error: "Sealed." } };
  server.state.world = world("second");
  const script = `if (process.env.KEY === 'second') process.exit(0); ${SAYS}`;
  const words = [program, "run", "--watch", "--all", "--", process.execPath, "-e", script];
  const run = startProgram(process.execPath, words, env);
  await run.until("out", /has first/);
  server.state.override = null;
  expect(await run.ended).toBe(0);
});

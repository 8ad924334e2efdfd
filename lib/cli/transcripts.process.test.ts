import { lookup } from "node:dns/promises";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { writeIdentity } from "./testing/enrolled-home.ts";
import { startFakeServer } from "./testing/fake-server.ts";
import type { FakeState } from "./testing/fake-state.ts";
import { bundledCli, runProgram, temporaryFolder } from "./testing/run-program.ts";
import { parseTranscript, type Step } from "./testing/transcript.ts";
import { BOOTSTRAP_TOKEN, MACHINE_ID, TOKEN, VAULT_ID, WORLDS, type WorldName } from "./testing/world.ts";

// Programs are started here, and other suites may hold the processors meanwhile.
vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
const transcripts = join(import.meta.dirname, "transcripts");
let program = "";

beforeAll(async () => {
  program = await bundledCli(folder);
});

test.each(readdirSync(transcripts))(
  "transcript %s is played to the letter",
  { timeout: 120_000 },
  async (name) => {
    const home = mkdtempSync(join(folder, "home-"));
    const env: Record<string, string> = { SIKKERKEY_HOME: home };
    const server = await startFakeServer(WORLDS.usual);
    onTestFinished(() => server.close());
    if (!name.startsWith("enroll")) writeIdentity(home, server);
    const addresses = (await lookup("localhost", { all: true })).map(({ address }) => address);
    const places = {
      // Without a network a resolver says that it cannot say.
      unresolved: String(await lookup("nobody.invalid").catch(({ code }) => code)),
      addresses: [...new Set(addresses)].join(", "),
      port: new URL(server.url).port,
      node: `Node ${process.version}, ${process.platform} ${process.arch}`,
      memory: memoryFolder(),
      url: server.url,
      home,
      folder,
      vault: VAULT_ID,
      machine: MACHINE_ID,
      token: TOKEN,
      bootstrap: BOOTSTRAP_TOKEN,
    };
    const fill = (text: string) =>
      Object.entries(places).reduce((filled, [key, value]) => filled.replaceAll(`{${key}}`, value), text);

    for (const step of parseTranscript(readFileSync(join(transcripts, name), "utf8"))) {
      applySettings(step, server.state, env, fill);
      const words = [program, ...step.words.map(fill)];
      const ran = await runProgram(process.execPath, words, { env, stdin: fill(step.stdin) });
      expect(
        {
          stdout: inTens(ran.stdout.toString("utf8")),
          stderr: inTens(ran.stderr).replace(/SHA256:[\w+/]{43}$/m, "SHA256:{print}"),
          code: ran.code,
        },
        `line ${step.line}: ${step.words.join(" ")}`,
      ).toEqual({ stdout: fill(step.stdout), stderr: fill(step.stderr), code: step.code });
    }
  },
);

/** A folder in memory where there is one, with a link in it. */
function memoryFolder(): string {
  const memory = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "sikkerkey-cli-"));
  onTestFinished(() => rmSync(memory, { recursive: true, force: true }));
  symlinkSync(memory, join(memory, "link"));
  return memory;
}

/** A Date header counts whole seconds, so the skew a client sees differs by one from run to run. */
function inTens(text: string): string {
  return text.replace(
    /clock is (\d+) seconds/g,
    (_, seconds) => `clock is ${Math.round(seconds / 10) * 10} seconds`,
  );
}

function applySettings(
  step: Step,
  state: FakeState,
  env: Record<string, string>,
  fill: (text: string) => string,
): void {
  for (const { kind, text } of step.settings) {
    const [first = "", ...others] = fill(text).split(" ");
    if (kind === "env") {
      const equals = fill(text).indexOf("=");
      env[fill(text).slice(0, equals)] = fill(text).slice(equals + 1);
    } else if (kind === "world") state.world = WORLDS[first as WorldName];
    else if (first === "clock") state.clockOffsetSeconds = Number(others[0]);
    else if (first === "cuts") state.cuts = Number(others[0]);
    else if (first === "normal") state.override = null;
    else {
      const [body = "", headers] = JSON.parse(`[${others.join(" ")}]`);
      state.override = { status: Number(first), body, headers };
    }
  }
}

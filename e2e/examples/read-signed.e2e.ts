import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { corpus } from "#lib/cli/testing/corpus.ts";
import type { CreatedTokenView, TokenDetailView } from "#lib/contract/tokens.ts";
import { enrollMachine } from "#lib/sdk/enroll-machine.ts";
import { prepareIdentityFolder, saveIdentity } from "#lib/sdk/save-identity.ts";
import { openScene, type Scene } from "../bitbucket/scene.ts";
import { SHELLS, toolFolder } from "../bootstrap/run-script.ts";
import { runProcess } from "../process-run.ts";

const EXAMPLES = join(import.meta.dirname, "../../public/examples");
const folder = mkdtempSync(join(tmpdir(), "sikkerkey-examples-"));
const controls = String.fromCharCode(...Array.from({ length: 31 }, (_, index) => index + 1), 127);
const values = {
  ONE_LINE: "hunter2\n",
  EMPTY: "",
  EVERYTHING: `${Object.values(corpus("/nowhere")).join("|")}${controls}${"\n".repeat(50_000)}`,
};

/** What reads a secret, as the first lines of each example say it is called. */
const programs: readonly (readonly [string, readonly string[]])[] = [
  ["Python", ["python3", join(EXAMPLES, "read-signed.py")]],
  ["Go", ["go", "run", join(EXAMPLES, "read-signed.go")]],
  ...SHELLS.map(([shell, words]) => [shell, [...words, join(EXAMPLES, "read-signed.sh")]] as const),
];

// BusyBox with its own tools; the others with those of this system.
const applets = ["awk", "sed", "date", "mktemp"].map((name) => [name, `exec busybox ${name} "$@"`]);
const tools = toolFolder(folder);
const busyTools = toolFolder(folder, { and: ["date", "mktemp", "awk"], fakes: Object.fromEntries(applets) });

let scene: Scene;
let identity: string;
let ids: Record<keyof typeof values | "REFUSED", string>;

beforeAll(async () => {
  scene = await openScene();
  const { owner, server } = scene;
  const projectId = (await owner.mutate<{ id: string }>("projects.create", { name: "Shop" })).id;
  const create = async (name: string, value: string) => {
    const secret = { projectId, name, content: { kind: "single", value } };
    return (await owner.mutate<{ id: string }>("secrets.create", secret)).id;
  };
  const granted = {
    ONE_LINE: await create("ONE_LINE", values.ONE_LINE),
    EMPTY: await create("EMPTY", values.EMPTY),
    EVERYTHING: await create("EVERYTHING", values.EVERYTHING),
  };
  ids = { ...granted, REFUSED: await create("REFUSED", "never") };
  const { id, token } = await owner.mutate<CreatedTokenView>("tokens.create", {
    name: "examples",
    projectIds: [projectId],
    secretIds: Object.values(granted),
    tokenLifetimeSeconds: 3600,
    machineLifetimeSeconds: 3600,
    maxUses: 1,
  });
  const { vaultId } = (await owner.query<TokenDetailView>("tokens.get", { tokenId: id })).policy;
  const place = prepareIdentityFolder(join(folder, "home"), vaultId, false);
  const machine = { apiUrl: server.url, vaultId, token, hostname: "runner", name: null };
  identity = saveIdentity(place, await enrollMachine(machine));
});
afterAll(async () => {
  await scene?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function run([program = "", ...words]: readonly string[], more: readonly string[]) {
  const first = words[0] === "sh" ? busyTools : tools;
  const path = `${first.path}${delimiter}${process.env["PATH"]}`;
  const started = runProcess(program, [...words, ...more], {
    cwd: folder,
    env: { PATH: path, GOCACHE: join(folder, "go") },
  });
  return { code: await started.ended, stdout: started.stdout(), stderr: started.stderr() };
}

describe.each(programs)("the signed read in %s", (_, command) => {
  const isHere = spawnSync("sh", ["-c", 'command -v "$1"', "sh", command[0] ?? ""]).status === 0;
  test.skipIf(!isHere)("prints each value byte for byte", async () => {
    for (const [name, value] of Object.entries(values)) {
      const answer = await run(command, [identity, ids[name as keyof typeof values]]);
      expect([name, answer]).toEqual([name, { code: 0, stdout: value, stderr: "" }]);
    }
  });

  test.skipIf(!isHere)("says what the server refused, and prints nothing", async () => {
    const { code, stdout, stderr } = await run(command, [identity, ids.REFUSED]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/the server answered 403: \{"error":".+"\}/);
  });

  test.skipIf(!isHere)("sends nothing in the clear to another host", async () => {
    const elsewhere = join(dirname(identity), "elsewhere.json");
    const text = readFileSync(identity, "utf8").replace("http://localhost", "http://localhost.example");
    writeFileSync(elsewhere, text);
    const { code, stdout, stderr } = await run(command, [elsewhere, ids.ONE_LINE]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("apiUrl must begin with https://");
  });
});

test("no key, signature or value was in an argument or the environment of a tool", () => {
  for (const { recorded } of [tools, busyTools]) {
    expect(recorded()).toContain("pkeyutl");
    expect(recorded()).not.toMatch(/X-Signature|PRIVATE KEY|EOF|hunter/i);
  }
});

test("the server hands the examples out as they are", async () => {
  for (const name of ["read-signed.sh", "read-signed.py", "read-signed.go"]) {
    const answer = await fetch(`${scene.server.url}/examples/${name}`);
    expect([answer.status, await answer.text()]).toEqual([200, readFileSync(join(EXAMPLES, name), "utf8")]);
  }
});

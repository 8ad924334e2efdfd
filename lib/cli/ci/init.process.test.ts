import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { INTEGRATIONS } from "../../integrations/all.ts";
import { GOLDEN_POLICIES, GOLDEN_SITE } from "../../integrations/testing/golden-policies.ts";
import { type FakeServer, startFakeServer } from "../testing/fake-server.ts";
import { bundledCli, runProgram, temporaryFolder } from "../testing/run-program.ts";
import { scriptedTerminal } from "../testing/scripted-terminal.ts";
import { TOKEN, VAULT_ID, WORLDS } from "../testing/world.ts";
import { findPlace } from "./find-place.ts";
import { initFiles } from "./init-files.ts";
import { PROVIDERS } from "./providers.ts";

// Programs are started here, and other suites may hold the processors meanwhile.
vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
let program = "";
beforeAll(async () => {
  program = await bundledCli(folder);
});

const PATH = "ci/sikkerkey.yml";
const MADE = "a: 1\nb: 2\n";

function aRepository(): string {
  const root = realpathSync(mkdtempSync(join(folder, "repository-")));
  mkdirSync(join(root, ".git"));
  return root;
}

async function aServer(): Promise<FakeServer> {
  const server = await startFakeServer(WORLDS.usual);
  onTestFinished(() => server.close());
  return server;
}

async function init(cwd: string, words: readonly string[] = [], server?: FakeServer) {
  const { url } = server ?? (await aServer());
  const line = [program, "ci", "init", "--url", url, "--vault", VAULT_ID, ...words];
  const env = { SIKKERKEY_ENROLLMENT_TOKEN: TOKEN };
  const { stdout, ...ran } = await runProgram(process.execPath, line, { env, cwd });
  return { ...ran, stdout: stdout.toString("utf8") };
}

/** As `init` does it, with somebody at the terminal who gives these answers. */
async function initAsked(root: string, answers: readonly string[]) {
  const { url } = await aServer();
  const terminal = scriptedTerminal({}, { answers });
  const question = { apiUrl: url, vaultId: VAULT_ID, token: TOKEN, hostname: "h", name: null, provider: "x" };
  return { terminal, written: await initFiles(question, terminal, { root, mayOverwrite: false }) };
}

test("the files of the one provider that the repository shows are written from anywhere inside it", async () => {
  const root = aRepository();
  writeFileSync(join(root, "bitbucket-pipelines.yml"), "pipelines: {}\n");
  mkdirSync(join(root, "deep", "er"), { recursive: true });
  const { code, stdout, stderr } = await init(join(root, "deep", "er"));
  expect([code, stdout]).toEqual([0, `${PATH}\n`]);
  expect(readFileSync(join(root, PATH), "utf8")).toBe(MADE);
  expect(readdirSync(join(root, "ci"))).toEqual(["sikkerkey.yml"]);
  expect(stderr).toContain("The token is in none of them");
});

test.each([
  ["none", []],
  ["two", ["Jenkinsfile", ".gitlab-ci.yml"]],
])("with %s of the known providers one must be named", async (_, files) => {
  const root = aRepository();
  for (const file of files) writeFileSync(join(root, file), "");
  const refused = await init(root);
  expect([refused.code, refused.stdout]).toEqual([1, ""]);
  expect(refused.stderr).toContain("--provider");
  expect((await init(root, ["--provider", "gitlab-ci"])).code).toBe(0);
});

test("outside of a git repository nothing is asked and nothing written", async () => {
  const outside = mkdtempSync(join(folder, "outside-"));
  const server = await aServer();
  const { code, stderr } = await init(outside, ["--provider", "gitlab-ci"], server);
  expect(code).toBe(1);
  expect(stderr).toContain("not in a git repository");
  expect([server.state.log, readdirSync(outside)]).toEqual([[], []]);
});

test("what would change is shown; without a terminal it is left alone unless --yes says otherwise", async () => {
  const root = aRepository();
  mkdirSync(join(root, "ci"));
  writeFileSync(join(root, PATH), "a: 1\nb: \u001b[31mred\n");
  chmodSync(join(root, PATH), 0o640);
  const refused = await init(root, ["--provider", "x"]);
  expect([refused.code, refused.stdout]).toEqual([1, ""]);
  expect(refused.stderr).toContain("  - b: \\u{1b}[31mred\n  + b: 2\n");
  expect(readFileSync(join(root, PATH), "utf8")).toContain("red");
  expect((await init(root, ["--provider", "x", "--yes"])).code).toBe(0);
  expect(readFileSync(join(root, PATH), "utf8")).toBe(MADE);
  expect(statSync(join(root, PATH)).mode & 0o777).toBe(0o640);
  const again = await init(root, ["--provider", "x"]);
  expect([again.code, again.stdout]).toEqual([0, ""]);
  expect(again.stderr).toContain("is up to date");
});

test.each([
  ["y", MADE],
  ["YES ", MADE],
  ["", "mine\n"],
  ["n", "mine\n"],
  ["yeah", "mine\n"],
])("whoever is asked and answers %j gets what they mean", async (answer, expected) => {
  const root = aRepository();
  mkdirSync(join(root, "ci"));
  writeFileSync(join(root, PATH), "mine\n");
  const { terminal, written } = await initAsked(root, [answer]);
  expect(terminal.asked).toEqual([`Overwrite ${PATH}? [y/N] `]);
  expect(readFileSync(join(root, PATH), "utf8")).toBe(expected);
  expect(written).toEqual(expected === MADE ? [PATH] : []);
});

test.each([
  ["the file", PATH],
  ["its folder", "ci"],
])("%s is a link: it is not followed, even with --yes", async (_, link) => {
  const root = aRepository();
  const elsewhere = mkdtempSync(join(folder, "elsewhere-"));
  writeFileSync(join(elsewhere, "sikkerkey.yml"), "theirs");
  if (link === PATH) mkdirSync(join(root, "ci"));
  symlinkSync(link === PATH ? join(elsewhere, "sikkerkey.yml") : elsewhere, join(root, link));
  const { code, stderr } = await init(root, ["--provider", "x", "--yes"]);
  expect(code).toBe(1);
  expect(stderr).toContain("symbolic link");
  expect(readFileSync(join(elsewhere, "sikkerkey.yml"), "utf8")).toBe("theirs");
  expect(lstatSync(join(root, link)).isSymbolicLink()).toBe(true);
});

test.each([
  "../out.yml",
  "/tmp/sikkerkey-out.yml",
  ".git/hooks/pre-commit",
  "a/../../out.yml",
  "a//b",
  "C:\\x",
  "a\nb",
  ".",
])("a server that asks to write %j writes nothing", async (path) => {
  const root = aRepository();
  const server = await aServer();
  const question = { token: TOKEN, hostname: "h", name: null, provider: "x" };
  const answer = await fetch(`${server.url}/v1/${VAULT_ID}/enroll/rehearse`, {
    method: "POST",
    body: JSON.stringify(question),
  });
  const files = [
    { path: "fine.yml", content: "fine" },
    { path, content: "evil" },
  ];
  server.state.override = { status: 200, body: { ...Object(await answer.json()), files } };
  const { code, stderr } = await init(root, ["--provider", "x", "--yes"], server);
  expect(code).toBe(1);
  expect(stderr).toContain("the path is not one of a repository's files");
  expect(readdirSync(root)).toEqual([".git"]);
  expect(existsSync(join(root, "..", "out.yml"))).toBe(false);
});

test("a refused token writes nothing and says why, and no text repeats the token", async () => {
  const root = aRepository();
  const { code, stdout, stderr } = await init(root, ["--provider", "x", "--hostname", "forbidden"]);
  expect([code, stdout, readdirSync(root)]).toEqual([1, "", [".git"]]);
  expect(stderr).toContain("calls itself forbidden");
  expect(stderr).not.toContain(TOKEN.slice(4));
});

test("every integration of a CI provider can be detected by its own id", () => {
  const elsewhere = /^(docker|kubernetes|posix|shell|generic)/;
  const pipelines = INTEGRATIONS.map(({ id }) => id).filter((id) => !elsewhere.test(id));
  expect(PROVIDERS.map(({ id }) => id)).toEqual(expect.arrayContaining(pipelines));
});

test("every file that the server's integrations make has a place in a repository", () => {
  const root = aRepository();
  const paths = INTEGRATIONS.flatMap(({ render }) =>
    render(GOLDEN_POLICIES.full, GOLDEN_SITE).map(({ path }) => path),
  );
  expect(paths.length).toBeGreaterThan(INTEGRATIONS.length);
  for (const path of paths) expect(findPlace(root, path)).toMatchObject({ path, before: null });
});

import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { STEP_SHELLS } from "../emulators/images.ts";
import type { Sandbox } from "../emulators/sandbox.ts";
import { deliver, LOAD } from "./deliver.ts";
import { aDelivery, type Delivery, openScene, type Scene } from "./scene.ts";

let scene: Scene;
let delivery: Delivery;
const VALUE = "k3y of the\nways-to-call tests\n";
const good = { exitCode: 0, wentOn: true, findings: [] };
const STEP_UUID = { BITBUCKET_STEP_UUID: "{c0ffee00-0000-4000-8000-000000000001}" };
const folderIn = ({ tmp }: Sandbox) => join(tmp, `sikkerkey-${STEP_UUID.BITBUCKET_STEP_UUID}`);

beforeAll(async () => {
  scene = await openScene();
  delivery = await aDelivery(scene, { API_KEY: VALUE });
});
afterAll(() => scene?.close());

describe.each(STEP_SHELLS)("in $title", (image) => {
  test("a command after -- gets the values, its own arguments and nothing more; the step gets neither", async () => {
    const program = [
      `if (process.env.API_KEY !== ${JSON.stringify(VALUE)}) process.exit(3);`,
      "if (process.env.SIKKERKEY_ENROLLMENT_TOKEN !== undefined) process.exit(4);",
      "if (Object.keys(process.env).some((name) => /__sikkerkey|^sk_/.test(name))) process.exit(5);",
      `if (process.argv[2] !== "a  b'" || process.argv[3] !== "") process.exit(6);`,
      "process.exit(23);",
    ];
    const files = { ...delivery.files, "program.cjs": program.join("\n") };
    const line = `sh ./sikkerkey-init.sh -- node program.cjs "a  b'" '' || echo "exit code $?"`;
    const script = [line, 'test -z "$' + '{API_KEY-}" && unset SIKKERKEY_ENROLLMENT_TOKEN'];
    const result = await deliver(delivery, { image, files, script, secrets: {} });
    expect(result, result.log).toMatchObject({ exitCode: 0, findings: [] });
    expect(result.log).toContain("exit code 23");
  });

  test("SIKKERKEY_KEEP_IDENTITY=1 leaves the CLI for later lines, and only then anything is left", async () => {
    const places: string[] = [];
    const result = await deliver(delivery, {
      image,
      script: [
        LOAD,
        "sikkerkey list secrets",
        "sikkerkey get \"$(sikkerkey list secrets | grep -o 'sk_[a-z0-9]*')\" >/dev/null",
      ],
      variables: { SIKKERKEY_KEEP_IDENTITY: "1" },
      inspect: ({ tmp }) => places.push(...readdirSync(tmp).map((name) => join(tmp, name))),
    });
    expect(result.exitCode, result.log).toBe(0);
    expect(places).toHaveLength(1);
    expect(result.findings.filter((finding) => !/^(leftover|identity|shell): /.test(finding))).toEqual([]);
    expect(result.findings.filter((finding) => /^shell: /.test(finding)).sort()).toEqual([
      "shell: variable PATH changed",
      "shell: variable SIKKERKEY_HOME changed",
    ]);
  });
});

test("the file of the two-line form is private while it lies there", async () => {
  const seen: Record<string, number> = {};
  const result = await deliver(delivery, {
    script: ["sh ./sikkerkey-init.sh"],
    variables: STEP_UUID,
    secrets: {},
    inspect: (sandbox) => {
      const folder = folderIn(sandbox);
      seen["folder"] = statSync(folder).mode & 0o777;
      seen["file"] = statSync(join(folder, "env.sh")).mode & 0o777;
      seen["files"] = readdirSync(folder).length;
    },
  });
  expect(result.exitCode).toBe(0);
  expect(seen).toEqual({ folder: 0o700, file: 0o600, files: 1 });
});

test("a folder or link that someone planted is neither used nor touched", async () => {
  const plants: ((sandbox: Sandbox) => void)[] = [
    (sandbox) => mkdirSync(folderIn(sandbox)),
    (sandbox) => symlinkSync(sandbox.clone, folderIn(sandbox)),
    (sandbox) => symlinkSync(join(sandbox.clone, "nowhere"), folderIn(sandbox)),
  ];
  for (const prepare of plants) {
    const left: string[] = [];
    const result = await deliver(delivery, {
      script: ["sh ./sikkerkey-init.sh"],
      variables: STEP_UUID,
      prepare,
      inspect: ({ clone }) => left.push(...readdirSync(clone)),
    });
    expect(result).toMatchObject({ exitCode: 1, wentOn: false, findings: [] });
    expect(result.log).toContain("is already there: the script ran before and its file was not loaded");
    expect(left.sort()).toEqual(Object.keys(delivery.files).sort());
  }
});

test("a script under another name is told apart from one that is sourced", async () => {
  const files = { "get-secrets.sh": delivery.files["sikkerkey-init.sh"] ?? "" };
  const sourced = await deliver(delivery, { files, script: [". ./get-secrets.sh # sikkerkey"] });
  expect(sourced, sourced.log).toMatchObject(good);
  const command = "sh ./get-secrets.sh -- sh -c 'test -n \"$API_KEY\"' # sikkerkey";
  const executed = await deliver(delivery, { files, script: [command], secrets: {} });
  expect(executed.exitCode, executed.log).toBe(0);
});

test("a second call in one step says that the token is used up by the first", async () => {
  const result = await deliver(delivery, { script: [LOAD, LOAD] });
  expect(result).toMatchObject({ exitCode: 1, wentOn: false, findings: [] });
  expect(result.log).toContain("removes the variable after use, so it runs once in a step");
});

test("arguments it does not know are refused before anything is sent", async () => {
  for (const line of ["sh ./sikkerkey-init.sh ./deploy.sh", "sh ./sikkerkey-init.sh --"]) {
    const result = await deliver(delivery, { script: [line] });
    expect(result).toMatchObject({ exitCode: 1, wentOn: false, findings: [] });
    expect(result.log).toBe(
      "sikkerkey: Unknown arguments. Use: sh ./sikkerkey-init.sh [--redact] [--files] -- command [arguments]\n",
    );
  }
});

test("without TMPDIR everything happens in /tmp, and nothing stays there", async () => {
  const uuid = `{${crypto.randomUUID()}}`;
  const script = [
    "unset TMPDIR",
    "sh ./sikkerkey-init.sh",
    'cp "/tmp/sikkerkey-$BITBUCKET_STEP_UUID/env.sh" ../agent/copy',
    '. "/tmp/sikkerkey-$BITBUCKET_STEP_UUID/env.sh" # sikkerkey',
  ];
  let copy = "";
  const result = await deliver(delivery, {
    script,
    variables: { BITBUCKET_STEP_UUID: uuid },
    inspect: ({ agent }) => {
      copy = readFileSync(join(agent, "copy"), "utf8");
    },
  });
  expect(result, result.log).toMatchObject(good);
  expect(copy).toContain("\\export API_KEY='k3y of the\nways-to-call tests\n' || \\exit 1\n");
  expect(existsSync(`/tmp/sikkerkey-${uuid}`)).toBe(false);
});

import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { GOLDEN_CONTAINERS } from "../testing/golden-containers.ts";
import type { ContainerFacts } from "./container-facts.ts";
import { dockerSnippets } from "./snippets.ts";

const folder = mkdtempSync(join(tmpdir(), "sikkerkey-snippets-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SHELLS = [["bash"], ["dash"], ["busybox", "sh"]] as const;
const CASES = Object.entries(GOLDEN_CONTAINERS);
const content = (facts: ContainerFacts, wanted: string) =>
  dockerSnippets(facts).find(({ id }) => id === wanted)?.content ?? "";

/** What the commands of the snippet are called with, one argument a line. */
function typedInto([shell, ...flags]: (typeof SHELLS)[number], text: string): string[] {
  const bin = join(folder, "bin");
  const record = join(folder, "record");
  mkdirSync(bin, { recursive: true });
  writeFileSync(record, "");
  for (const tool of ["docker", "unzip", "mkdir", "mv", "rm", "touch"]) {
    writeFileSync(join(bin, tool), `#!/bin/sh\nprintf '%s\\n' ${tool} "$@" >>'${record}'\n`);
    chmodSync(join(bin, tool), 0o755);
  }
  const env = { PATH: bin, NODE_ENV: "test" as const };
  const command = spawnSync("sh", ["-c", 'command -v "$1"', "sh", shell], { encoding: "utf8" }).stdout.trim();
  const { status, stderr } = spawnSync(command, [...flags], {
    input: text,
    cwd: folder,
    env,
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return readFileSync(record, "utf8").trimEnd().split("\n");
}

test.each(CASES)("AT-54: a shell reads the %s commands as the same words, whatever the names", (_, facts) => {
  const text = content(facts, "docker-run");
  const [first, ...others] = SHELLS.map((shell) => typedInto(shell, text));
  for (const other of others) expect(other).toEqual(first);
  const words = first ?? [];
  expect(words.filter((word) => word === "touch" || word === "docker")).toEqual(["docker"]);
  const run = words.slice(words.indexOf("docker"));
  expect(run.at(-1)).toBe("myapp:latest");
  const mounts = run.filter((_, at) => run[at - 1] === "-v");
  expect(mounts[0]?.startsWith(`${folder}/`)).toBe(true);
  expect(mounts[0]?.slice(folder.length + 1)).toMatch(/^[A-Za-z0-9._-]+:\/etc\/sikkerkey:ro$/);
  expect(existsSync(join(folder, "canary"))).toBe(false);
});

const STUB = `
import json, sys
class SikkerKey:
    def get_secret(self, *words): read.append(words)
    def get_field(self, *words): read.append(words)
for facts in json.load(sys.stdin):
    read = []
    exec(facts.replace("from sikkerkey import SikkerKey", "", 1), {"SikkerKey": SikkerKey})
    print(json.dumps(read))
`;

test("Python reads the same ids and fields, and does nothing else", () => {
  const input = JSON.stringify(CASES.map(([, facts]) => content(facts, "python")));
  const { stdout, stderr } = spawnSync("python3", ["-c", STUB], { input, cwd: folder, encoding: "utf8" });
  expect(stderr).toBe("");
  const found = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const wanted = CASES.map(([, facts]) =>
    facts.secrets
      .flatMap(({ id, fieldNames }) =>
        fieldNames === null ? [[id]] : fieldNames.map((field) => [id, field]),
      )
      .slice(0, 8),
  );
  expect(found).toEqual(wanted);
  expect(existsSync(join(folder, "canary"))).toBe(false);
});

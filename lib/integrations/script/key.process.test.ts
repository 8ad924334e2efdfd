import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { globMatches } from "../../naming/glob.ts";
import { HOSTNAME, MACHINE_NAME } from "../../naming/machine-name.ts";
import { MAKE_KEY } from "./key.ts";

const NAMED = ["bitbucket", "BITBUCKET_REPO_SLUG", "BITBUCKET_BUILD_NUMBER"];
const TOKEN = "ske_of_the_key_test";

/** Runs the program as the script does and returns the request it leaves. */
function makeRequest(pattern: string, env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "sikkerkey-key-"));
  try {
    const run = spawnSync(process.execPath, ["-e", MAKE_KEY, "--", pattern, ...NAMED], {
      cwd: folder,
      env: { NODE_ENV: "test", SIKKERKEY_ENROLLMENT_TOKEN: TOKEN, ...env },
      encoding: "utf8",
    });
    expect(run).toMatchObject({ status: 0, stdout: "", stderr: "" });
    const modes = ["private.pem", "request.json"].map((name) => statSync(join(folder, name)).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600]);
    const pem = readFileSync(join(folder, "private.pem"), "utf8");
    expect(pem).toMatch(/^-----BEGIN PRIVATE KEY-----\n[A-Za-z0-9+/=]{64}\n-----END PRIVATE KEY-----\n$/);
    return JSON.parse(readFileSync(join(folder, "request.json"), "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test.each([
  "*",
  "ci-*",
  "*-prod",
  "a?b*c",
  "??-*",
  "prod-7",
  `${"x".repeat(63)}*`,
  `${"x".repeat(64)}*`,
  "a*b*c",
])("the asked-for name fits the pattern %s and is a valid machine name", (pattern) => {
  const { name } = makeRequest(pattern, {
    BITBUCKET_REPO_SLUG: "web-shop",
    BITBUCKET_BUILD_NUMBER: "1234567890",
  });
  expect(name).toMatch(MACHINE_NAME);
  expect(globMatches(pattern, name)).toBe(true);
});

test("without a pattern, or with a template, the name tells the repository and the build", () => {
  for (const pattern of ["", "ci-{uuid8}"]) {
    const { name } = makeRequest(pattern, { BITBUCKET_REPO_SLUG: "web-shop", BITBUCKET_BUILD_NUMBER: "17" });
    expect(name).toMatch(/^bitbucket-web-shop-17-[0-9a-f]{8}$/);
  }
});

test("variables that anyone may override cannot make a name or host name that the server refuses", () => {
  const hostile = { BITBUCKET_REPO_SLUG: "../'$(id)\n".repeat(50), BITBUCKET_BUILD_NUMBER: "-n" };
  const { name, hostname, token, publicKey } = makeRequest("", hostile);
  expect(name).toMatch(MACHINE_NAME);
  expect(hostname).toMatch(HOSTNAME);
  expect(token).toBe(TOKEN);
  expect(Buffer.from(publicKey, "base64")).toHaveLength(32);
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ConfigError, parseConfig } from "./config.ts";

const problemsOf = (env: Record<string, string>) => {
  try {
    parseConfig(env, "/app");
    return [];
  } catch (error) {
    return error instanceof ConfigError ? error.problems : [String(error)];
  }
};

const folder = mkdtempSync(join(tmpdir(), "sikkerkey-config-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function aFile(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

describe("parseConfig", () => {
  test("needs no variable: loopback, port 3000, a data folder and a root key of its own", () => {
    expect(parseConfig({}, "/app")).toEqual({
      config: {
        port: 3000,
        hosts: ["127.0.0.1", "::1"],
        hasChosenHost: false,
        baseUrl: "http://localhost:3000",
        dataDir: "/app/.data",
        trustedProxies: [],
        isGateFastPath: true,
        requestsPerSecond: 1_000,
      },
      database: { kind: "embedded" },
      rootKey: { kind: "file", path: "/app/.data/root.key", mayMake: true },
    });
  });

  test("takes an empty variable as an unset one", () => {
    expect(parseConfig({ PORT: "", SIKKERKEY_BASE_URL: " ", DATABASE_URL: "" }, "/app")).toEqual(
      parseConfig({}, "/app"),
    );
  });

  test("never makes a root key file that somebody named", () => {
    expect(parseConfig({ SIKKERKEY_ROOT_KEY_FILE: "keys/root" }, "/app").rootKey).toEqual({
      kind: "file",
      path: "/app/keys/root",
      mayMake: false,
    });
  });

  test("keeps credentials out of what a request may know", () => {
    const env = { SIKKERKEY_ROOT_KEY: "kept-apart", DATABASE_URL: "postgres://u:kept-apart@db/x" };
    expect(JSON.stringify(parseConfig(env).config)).not.toContain("kept-apart");
  });

  test("reports all problems at once", () => {
    const env = {
      PORT: "x",
      HOST: "here",
      SIKKERKEY_BASE_URL: "ftp://a",
      TRUSTED_PROXIES: "all",
      DATABASE_URL: "my",
    };
    expect(problemsOf(env).map((problem) => problem.split(" ")[0])).toEqual([
      "PORT",
      "HOST",
      "SIKKERKEY_BASE_URL",
      "TRUSTED_PROXIES",
      "DATABASE_URL",
    ]);
  });

  test.each([
    "https://secrets.example.com",
    "https://secrets.example.com:8443",
    "http://localhost:3000",
    "http://127.0.0.1:3000",
    "http://[::1]:3000",
    "http://sikkerkey.localhost",
  ])("links may start with %s", (origin) => {
    expect(parseConfig({ SIKKERKEY_BASE_URL: origin }).config.baseUrl).toBe(origin);
  });

  test.each([
    "http://secrets.example.com",
    "http://localhost.example.com",
    "http://192.168.1.4:3000",
    "https://secrets.example.com/",
    "https://secrets.example.com/vault",
    "https://secrets.example.com?x=1",
    "https://user@secrets.example.com",
    "HTTPS://secrets.example.com",
    "secrets.example.com",
    "javascript:alert(1)",
  ])("links never start with %s", (text) => {
    expect(problemsOf({ SIKKERKEY_BASE_URL: text })).toHaveLength(1);
  });

  test.each([
    "0.0.0.0/0",
    "::/0",
    "10.0.0.0/8, 0.0.0.0/0",
    "10.0.0.0/33",
    "proxy.local",
    ",",
    "10.1",
    "010.0.0.1",
    "0xa.0.0.1/8",
    "fe80::1%1",
  ])("TRUSTED_PROXIES=%s is refused", (text) =>
    expect(problemsOf({ TRUSTED_PROXIES: text }).length).toBeGreaterThan(0),
  );

  test.each(["1", "10.1", "0x7f.1", "localhost"])("HOST=%s is no address", (text) => {
    expect(problemsOf({ HOST: text })).toHaveLength(1);
  });

  test("a single trusted address becomes a CIDR", () => {
    expect(parseConfig({ TRUSTED_PROXIES: "10.1.2.3, fd00::1, 10.0.0.0/8" }).config.trustedProxies).toEqual([
      "10.1.2.3/32",
      "fd00::1/128",
      "10.0.0.0/8",
    ]);
  });

  test.each<Record<string, string>>([
    { PORT: "0" },
    { PORT: "65536" },
    { PORT: "3e3" },
    { HOST: "localhost" },
    { SIKKERKEY_GATE_FAST_PATH: "no" },
    { SIKKERKEY_MACHINE_REQUESTS_PER_SECOND: "0" },
    { SIKKERKEY_MACHINE_REQUESTS_PER_SECOND: "1e3" },
    { DATABASE_MIGRATION_URL: "postgres://owner@db/x" },
    { DATABASE_URL: "mysql://db/x" },
    { SIKKERKEY_ROOT_KEY: "a", SIKKERKEY_ROOT_KEY_FILE: "b" },
  ])("%j is refused with one sentence", (env) => {
    expect(problemsOf(env)).toHaveLength(1);
    expect(problemsOf(env)[0]).toMatch(/^[A-Z_]+ .*[.)]$/);
  });

  test.each(["postgres://app@db/x", "postgres://app@db/x\n", "postgres://app@db/x\r\n"])(
    "the database's address may stand in a file: %j",
    (text) => {
      const env = {
        DATABASE_URL_FILE: aFile("app", text),
        DATABASE_MIGRATION_URL_FILE: aFile("owner", text),
      };
      const url = "postgres://app@db/x";
      expect(parseConfig(env).database).toEqual({ kind: "external", url, migrationUrl: url });
    },
  );

  test("a file's path starts where the others do, and an empty variable names none", () => {
    aFile("beside", "postgres://app@db/x");
    const env = { DATABASE_URL_FILE: "beside", DATABASE_MIGRATION_URL_FILE: " " };
    expect(parseConfig(env, folder).database).toMatchObject({
      url: "postgres://app@db/x",
      migrationUrl: null,
    });
  });

  test.each(["DATABASE_URL", "DATABASE_MIGRATION_URL"])(
    "%s and its file together are one too many",
    (name) => {
      const other = { DATABASE_URL: "postgres://app@db/x", [name]: "postgres://app@db/x" };
      const [problem, ...more] = problemsOf({
        ...other,
        [`${name}_FILE`]: aFile("app", "postgres://kept:apart@db/x"),
      });
      expect(problem).toBe(`${name} and ${name}_FILE are both set; keep one of them.`);
      expect(more).toEqual([]);
    },
  );

  test("a file that is missing, empty or wrong is named, its content never", () => {
    const missing = join(folder, "missing");
    expect(problemsOf({ DATABASE_URL_FILE: missing })[0]).toBe(
      `DATABASE_URL_FILE names ${missing}, which cannot be read (ENOENT); mount it, or give this user the right to.`,
    );
    expect(problemsOf({ DATABASE_URL_FILE: aFile("empty", "\n") })[0]).toMatch(
      /^DATABASE_URL_FILE names an empty file; /,
    );
    const problems = problemsOf({ DATABASE_URL_FILE: aFile("wrong", "kept-apart") });
    expect(problems[0]).toMatch(/^DATABASE_URL is not a PostgreSQL address/);
    expect(problems.join()).not.toContain("kept-apart");
  });
});

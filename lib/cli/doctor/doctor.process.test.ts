import { chmodSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { runCli } from "../run-cli.ts";
import { makeCertificate } from "../testing/certificate.ts";
import { enrolledHome } from "../testing/enrolled-home.ts";
import { bundledCli, runProgram, temporaryFolder } from "../testing/run-program.ts";
import { scriptedTerminal } from "../testing/scripted-terminal.ts";
import { VAULT_ID, WORLDS } from "../testing/world.ts";
import type { Finding } from "./finding.ts";

// Certificates are made here, and other suites may hold the processors meanwhile.
vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();

async function examine(env: Record<string, string>, ...words: string[]) {
  const terminal = scriptedTerminal(env);
  const code = await runCli(["doctor", "--json", ...words], terminal);
  const text = terminal.printed.join("");
  const findings: Finding[] = JSON.parse(text);
  return { code, text, of: (check: string) => findings.filter((finding) => finding.check === check) };
}

async function enrolled() {
  const { env, home, server } = await enrolledHome(folder, WORLDS.usual);
  return { env, home, server, vault: join(home, "vaults", VAULT_ID) };
}

describe("files", () => {
  test.each([
    ["private.pem", 0o644, "fail", "everybody on this computer can read"],
    ["private.pem", 0o640, "warn", "the group can read"],
    ["private.pem", 0o620, "fail", "others can change"],
    ["identity.json", 0o666, "fail", "others can change"],
    ["", 0o777, "fail", "others can change"],
    ["..", 0o775, "fail", "others can change"],
    ["../..", 0o777, "fail", "others can change"],
  ] as const)("%j with mode %o is a %s", async (name, mode, level, text) => {
    const { env, vault } = await enrolled();
    chmodSync(join(vault, name), mode);
    const { code, of } = await examine(env);
    expect(of("files")).toMatchObject([{ level, text: expect.stringContaining(text) }]);
    expect(of("files")[0]?.remedy).toMatch(/^chmod [67]00 /);
    expect(code).toBe(level === "fail" ? 1 : 0);
  });

  test("a home in a sticky folder's manner is fine: nobody can rename what is in it", async () => {
    const { env, home } = await enrolled();
    chmodSync(home, 0o1777);
    expect((await examine(env)).of("files")).toMatchObject([{ level: "ok" }]);
  });

  test("an identity others may read is fine as long as they cannot change it", async () => {
    const { env, vault } = await enrolled();
    chmodSync(join(vault, "identity.json"), 0o644);
    expect((await examine(env)).of("files")).toMatchObject([{ level: "ok" }]);
  });
});

describe("identity", () => {
  test("one that names another key than the one beside it is a warning; through a link it is the same key", async () => {
    const { env, home, vault } = await enrolled();
    const linked = join(home, "linked");
    symlinkSync(vault, linked);
    const change = (privateKeyPath: string) => {
      const file = join(vault, "identity.json");
      writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), privateKeyPath }));
    };
    change(join(linked, "private.pem"));
    expect((await examine(env)).of("identity")).toHaveLength(1);
    change("/nonexistent/private.pem");
    expect((await examine(env)).of("identity")).toMatchObject([{ level: "ok" }, { level: "warn" }]);
  });

  test("a folder that is called otherwise than the vault is a warning", async () => {
    const { env, home, vault } = await enrolled();
    renameSync(vault, join(home, "vaults", "vault_moved00000000000"));
    expect((await examine(env)).of("identity")).toContainEqual(expect.objectContaining({ level: "warn" }));
  });

  test("a damaged key is a fail, and nothing of it is shown", async () => {
    const { env, vault } = await enrolled();
    writeFileSync(
      join(vault, "private.pem"),
      "-----BEGIN PRIVATE KEY-----\nSECRETSECRET\n-----END PRIVATE KEY-----\n",
    );
    const { code, text, of } = await examine(env);
    expect([code, of("identity")[0]?.level]).toEqual([1, "fail"]);
    expect(text).not.toContain("SECRETSECRET");
  });
});

describe("certificates", () => {
  test("one that signs itself is described and refused, and no request is sent", async () => {
    const { counted, url } = await tlsServer("localhost", 30);
    const { env } = await enrolled();
    const { code, of } = await examine({ ...env, SIKKERKEY_API_URL: url });
    expect(of("tls")).toMatchObject([
      {
        level: "fail",
        text: expect.stringContaining("it is signed by itself (DEPTH_ZERO_SELF_SIGNED_CERT)"),
      },
    ]);
    expect([code, of("machine")]).toEqual([1, []]);
    expect(counted.requests).toBe(0);
  });

  // A process reads NODE_EXTRA_CA_CERTS once, so the program itself is run.
  test.each([
    ["localhost", 300, "ok", /valid from \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d$/],
    ["localhost", 9, "warn", /: [89] days left$/],
    ["localhost", -1, "fail", /: it has expired \(CERT_HAS_EXPIRED\)$/],
    ["other.example", 300, "fail", /: it is for another name \(ERR_TLS_CERT_ALTNAME_INVALID\)$/],
  ] as const)("a trusted one for %s with %i days is a %s", async (name, days, level, text) => {
    const { url, certificate } = await tlsServer(name, days);
    const { env } = await enrolled();
    const { stdout } = await runProgram(process.execPath, [await bundledCli(folder), "doctor", "--json"], {
      env: { ...env, SIKKERKEY_API_URL: url, NODE_EXTRA_CA_CERTS: certificate },
    });
    const findings: Finding[] = JSON.parse(stdout.toString("utf8"));
    expect(findings.filter(({ check }) => check === "tls")).toMatchObject([
      { level, text: expect.stringMatching(text) },
    ]);
    expect(findings.some(({ check }) => check === "machine")).toBe(level !== "fail");
  });

  test("a port that speaks no TLS is told apart from one that does not answer", async () => {
    const { env, server } = await enrolled();
    const { of } = await examine({ ...env, SIKKERKEY_API_URL: server.url.replace("http:", "https:") });
    expect(of("tcp")[0]?.level).toBe("ok");
    expect(of("tls")).toMatchObject([
      { level: "fail", text: expect.stringMatching(/^no TLS connection \(/) },
    ]);
  });
});

test("neither a value nor the key is in any report", async () => {
  const { env, vault } = await enrolled();
  const key = readFileSync(join(vault, "private.pem"), "utf8").split("\n")[1] ?? "";
  for (const words of [[], ["API_KEY"], ["sk_apikey0001"], ["sk_nothing001"]]) {
    const { text } = await examine(env, ...words);
    expect(text).not.toContain("hunter2");
    expect(text).not.toContain(key);
  }
});

test("a granted secret is not read, so that looking does not count as a read", async () => {
  const { env, server } = await enrolled();
  await examine(env, "API_KEY");
  expect(server.state.log).toEqual(["GET /v1/cli/secrets"]);
});

async function tlsServer(name: string, days: number) {
  const { key, certificate } = makeCertificate(folder, name, days);
  const counted = { requests: 0 };
  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (_, response) => {
    counted.requests += 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  onTestFinished(() => void server.close());
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;
  return { counted, url, certificate };
}

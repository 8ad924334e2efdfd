import { beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { sendRequest } from "../sdk/send-request.ts";
import { makeCertificate } from "./testing/certificate.ts";
import { enrolledHome } from "./testing/enrolled-home.ts";
import { startFakeProxy, startTlsFront } from "./testing/fake-proxy.ts";
import { bundledCli, runProgram, temporaryFolder } from "./testing/run-program.ts";
import { WORLDS } from "./testing/world.ts";

// Programs are started here, and other suites may hold the processors meanwhile.
vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
let program = "";
beforeAll(async () => {
  program = await bundledCli(folder);
});

/** A server at a name that only the proxy knows. */
const NAME = "secrets.invalid";

async function behindProxy(certificateName = NAME) {
  const { server, env: home } = await enrolledHome(folder, WORLDS.usual);
  const files = makeCertificate(folder, certificateName, 30);
  const proxy = await startFakeProxy(await startTlsFront(files, Number(new URL(server.url).port)));
  const env: Record<string, string> = {
    ...home,
    SIKKERKEY_API_URL: `https://${NAME}`,
    NODE_EXTRA_CA_CERTS: files.certificate,
    HTTPS_PROXY: proxy.url.replace("http://", "http://user:hidden@"),
  };
  const run = async (words: string[], more: Record<string, string> = {}) => {
    const ran = await runProgram(process.execPath, [program, ...words], { env: { ...env, ...more } });
    expect(ran.stderr + ran.stdout.toString("utf8")).not.toContain("hidden");
    return { ...ran, stdout: ran.stdout.toString("utf8") };
  };
  return { proxy, run, server };
}

test("a read goes through the proxy, which sees the server's name and no more", async () => {
  const { proxy, run } = await behindProxy();
  expect(await run(["get", "sk_apikey0001"])).toMatchObject({ stdout: "hunter2", stderr: "", code: 0 });
  expect(proxy.state.log).toEqual([`${NAME}:443 Basic ${Buffer.from("user:hidden").toString("base64")}`]);
});

test("a name that NO_PROXY excepts is asked for directly", async () => {
  const { proxy, run } = await behindProxy();
  const { stderr, code } = await run(["get", "sk_apikey0001"], { NO_PROXY: "invalid" });
  expect([code, proxy.state.log]).toEqual([1, []]);
  expect(stderr).toContain(`Cannot reach https://${NAME}: the host name does not resolve`);
});

test("a proxy that is not the server cannot answer as it", async () => {
  const { run, server } = await behindProxy("other.invalid");
  const { stderr, code } = await run(["get", "sk_apikey0001"]);
  expect([code, server.state.log]).toEqual([1, []]);
  expect(stderr).toContain(
    `The certificate of https://${NAME} is not trusted (ERR_TLS_CERT_ALTNAME_INVALID).`,
  );
});

test.each([
  ["407 Proxy Authentication Required", "Check the user name and password in HTTPS_PROXY."],
  ["403 Forbidden", "Ask whoever runs the proxy to allow this server, or except its name with NO_PROXY."],
])("a proxy's %s is told apart from the server's own", async (refusal, remedy) => {
  const { proxy, run } = await behindProxy();
  proxy.state.refusal = refusal;
  const { stdout, stderr, code } = await run(["get", "sk_apikey0001"]);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toBe(
    `sikkerkey: Cannot reach https://${NAME} through the proxy ${proxy.url}: it answers ${refusal.slice(0, 3)}.\n${remedy}\n`,
  );
});

test("a proxy that is not there is named", async () => {
  const { run } = await behindProxy();
  const { stderr } = await run(["get", "sk_apikey0001"], { HTTPS_PROXY: "http://user:hidden@localhost:1" });
  expect(stderr).toBe(
    `sikkerkey: Cannot reach https://${NAME} through the proxy http://localhost:1: it does not answer (ECONNREFUSED).\nCheck HTTPS_PROXY, or except the server's name with NO_PROXY.\n`,
  );
});

test("the doctor looks through the proxy", async () => {
  const { proxy, run } = await behindProxy();
  const { stdout, code } = await run(["doctor"]);
  expect(code).toBe(0);
  expect(stdout).toContain(`proxy     HTTPS_PROXY: requests go through ${proxy.url}`);
  expect(stdout).toMatch(new RegExp(`tls       certificate for ${NAME}, issued by ${NAME}`));
  expect(stdout).toContain("ok    machine");
  proxy.state.refusal = "407 Proxy Authentication Required";
  expect(await run(["doctor"])).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/fail {2}proxy .*it answers 407/),
  });
});

test("a proxy that says nothing is given up on, and holds nothing open", async () => {
  const proxy = await startFakeProxy(1);
  proxy.state.isSilent = true;
  vi.stubEnv("HTTPS_PROXY", proxy.url);
  onTestFinished(() => void vi.unstubAllEnvs());
  const request = { origin: `https://${NAME}`, method: "GET", path: "/", headers: {}, body: "" } as const;
  await expect(sendRequest({ ...request, timeoutMs: 50 })).rejects.toMatchObject({ kind: "timeout" });
  expect(proxy.state.log).toEqual([`${NAME}:443 -`]);
});

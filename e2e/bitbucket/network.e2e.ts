import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { IMAGES, type Image, STEP_SHELLS } from "../emulators/images.ts";
import { freePort } from "../free-port.ts";
import { deliver, LOAD } from "./deliver.ts";
import { aDelivery, type Delivery, openScene, renderFiles, type Scene } from "./scene.ts";
import { type Answer, startProxy } from "./tampering-proxy.ts";

let scene: Scene;
let delivery: Delivery;
const stopped = { exitCode: 1, wentOn: false, findings: [] };
const script = ["set +e", LOAD];

beforeAll(async () => {
  scene = await openScene();
  delivery = await aDelivery(scene, { API_KEY: "k3y-of-the-network-tests" });
});
afterAll(() => scene?.close());

/** The same files, made by a server at another address. */
const at = (baseUrl: string): Delivery => ({
  ...delivery,
  files: renderFiles(delivery.policy, { ...scene.site, baseUrl }),
});

async function through(tamper: (path: string, answer: Answer) => Answer, image: Image = IMAGES.dash) {
  const proxy = await startProxy(scene.server.url, tamper);
  try {
    return await deliver(at(proxy.url), { script, image });
  } finally {
    await proxy.stop();
  }
}

/** An image in which this is the first tool that can be used for requests. */
const IMAGE_FOR: Readonly<Record<string, Image>> = { curl: IMAGES.bash, wget: IMAGES.dash, node: IMAGES.ash };

const enrolling = (change: (answer: Answer) => Answer) => (path: string, answer: Answer) =>
  path.endsWith("/enroll/register") ? change(answer) : answer;

test("a proxy that changes nothing changes nothing", async () => {
  const result = await through((_, answer) => answer);
  expect(result, result.log).toMatchObject({ exitCode: 0, wentOn: true, findings: [] });
});

test("a server that cannot be reached is named with its address", async () => {
  const url = `http://localhost:${await freePort()}`;
  const result = await deliver(at(url), { script });
  expect(result).toMatchObject(stopped);
  expect(result.log).toContain(`The server at ${url} cannot be reached from this runner.`);
});

test("a CLI changed by one byte on its way is not run (AT-63)", async () => {
  const result = await through((path, answer) => {
    if (path.endsWith(".tgz")) answer.body[100] = (answer.body[100] ?? 0) ^ 1;
    return answer;
  });
  expect(result).toMatchObject(stopped);
  expect(result.log).toContain("does not match its SHA-256 checksum and was not run");
});

test("a CLI that is not there is named, and so is one that was moved elsewhere (AT-63)", async () => {
  for (const status of [404, 302]) {
    const headers = { location: `${scene.server.url}/elsewhere.tgz` };
    const result = await through((path, answer) =>
      path.endsWith(".tgz") ? { status, headers, body: Buffer.alloc(0) } : answer,
    );
    expect(result).toMatchObject(stopped);
    expect(result.log).toContain(`(status ${status})`);
  }
});

test.each(["curl", "wget", "node"])("%s follows no redirect with the token", async (tool) => {
  const seen: string[] = [];
  const trap = await startProxy(scene.server.url, (path, answer) => {
    seen.push(path);
    return answer;
  });
  const result = await through(
    enrolling(() => ({ status: 307, headers: { location: `${trap.url}/v1/x` }, body: Buffer.alloc(0) })),
    IMAGE_FOR[tool],
  );
  await trap.stop();
  expect(result).toMatchObject(stopped);
  expect(result.log).toContain("answered with a redirect (307)");
  expect(seen).toEqual([]);
});

test.each([
  ["behind", 400],
  ["ahead of", -400],
])("a clock %s the server's is named before a signed read fails", async (direction, seconds) => {
  const date = new Date(Date.now() + seconds * 1000).toUTCString();
  const result = await through(enrolling((answer) => ({ ...answer, headers: { ...answer.headers, date } })));
  expect(result).toMatchObject(stopped);
  expect(result.log).toMatch(
    new RegExp(`The clock of this runner is \\d+ seconds ${direction} the server's\\.`),
  );
});

test.each(["curl", "wget", "node"])("an expired token is told from %s's answer", async (tool) => {
  const expired = {
    status: 410,
    headers: { "x-sikkerkey-error": "enrollment_token_expired" },
    body: Buffer.from('{"error":"Enrollment token has expired"}'),
  };
  const result = await through(
    enrolling(() => expired),
    IMAGE_FOR[tool],
  );
  expect(result).toMatchObject(stopped);
  expect(result.log).toContain("Enrollment token has expired (410). Create a new token");
});

test("an answer that is not a SikkerKey server's makes no identity", async () => {
  const page = Buffer.from("<html>Welcome to the guest network</html>");
  for (const body of [page, Buffer.from('{"machineId":"../../x","vaultId":"../../x"}')]) {
    const result = await through(enrolling(() => ({ status: 200, headers: {}, body })));
    expect(result).toMatchObject(stopped);
    expect(result.log).toContain("is not one of a SikkerKey server");
  }
});

test.each(STEP_SHELLS)(
  "in $title, a step that is stopped in the middle leaves nothing behind",
  async (image) => {
    let agent = "";
    const proxy = await startProxy(scene.server.url, (path, answer) => {
      // The step's whole process group, as an agent stops it, while the CLI is on its way.
      if (path.endsWith(".tgz")) process.kill(-Number(readFileSync(join(agent, "pid"), "utf8")), "SIGTERM");
      return answer;
    });
    const result = await deliver(at(proxy.url), {
      image,
      script: ["echo $$ >../agent/pid", LOAD],
      prepare: (sandbox) => {
        agent = sandbox.agent;
      },
    });
    await proxy.stop();
    expect(result, result.log).toMatchObject({ wentOn: false, findings: [] });
    expect(result.exitCode).not.toBe(0);
    expect(result.log).toContain("Enrolled as machine");
    expect(result.log).not.toContain("Installed");
  },
);

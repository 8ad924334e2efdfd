import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aDelivery, type Delivery, openScene, type Scene } from "../bitbucket/scene.ts";
import { startProxy } from "../bitbucket/tampering-proxy.ts";
import { corpus } from "../emulators/corpus.ts";
import { deliverWith } from "./deliver-with.ts";
import { PROVIDERS } from "./table.ts";

let scene: Scene;
let delivery: Delivery;
let small: readonly Delivery[];
const folder = mkdtempSync(join(tmpdir(), "sikkerkey-canary-"));
const canary = join(folder, "canary");
const good = { exitCode: 0, wentOn: true, findings: [] };

beforeAll(async () => {
  scene = await openScene();
  delivery = await aDelivery(scene, corpus(canary));
  small = [
    await aDelivery(scene, { API_KEY: "k3y-of-the-first-job", PEM: "-----BEGIN-----\nfirst-job\n" }),
    await aDelivery(scene, { API_KEY: "k3y-of-the-second-job" }),
  ];
});
afterAll(async () => {
  await scene?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What lines before may have done to the shell, in words that all shells know. */
const HOSTILE =
  "rm() { false; }; curl() { false; }; mkdir() { false; }; cd() { false; }; cat() { false; }\n" +
  "IFS=os; CDPATH=/tmp; ENV=/nonexistent; export CDPATH ENV\n" +
  "alias export='echo no' set=false unset=: eval=false test=false exit=: command=false\n\\set -x";

describe.each(PROVIDERS)("$integration.title", (provider) => {
  test.each(provider.images)(
    "in $title, the committed files deliver 18 of 18 values exactly (AT-55, AT-56, AT-57, AT-58, AT-64)",
    async (image) => {
      const result = await deliverWith(provider, scene, delivery, { image, canary });
      expect(result, result.log).toMatchObject(good);
      expect(existsSync(canary)).toBe(false);
      expect(result.log).toContain("18 variables: ");
    },
  );

  test("values arrive and stay out of the log in a hostile shell that traces (AT-61, AT-62)", async () => {
    const script = [HOSTILE, ...linesOf(provider)];
    const result = await deliverWith(provider, scene, small[0] ?? delivery, { script });
    expect(result, result.log).toMatchObject(good);
  });

  test("two jobs at once on one host get their own values and leave nothing", async () => {
    const shared = mkdtempSync(join(folder, "shared-"));
    const results = await Promise.all(
      small.map((one) => deliverWith(provider, scene, one, { variables: { TMPDIR: shared } })),
    );
    for (const result of results) expect(result, result.log).toMatchObject(good);
    expect(readdirSync(shared)).toEqual([]);
  });

  test("a job that is stopped in the middle leaves no file behind", async () => {
    let agent = "";
    const proxy = await startProxy(scene.server.url, (path, answer) => {
      if (path.endsWith(".tgz")) process.kill(-Number(readFileSync(join(agent, "pid"), "utf8")), "SIGTERM");
      return answer;
    });
    const at = { ...scene, site: { ...scene.site, baseUrl: proxy.url } };
    const result = await deliverWith(provider, at, small[0] ?? delivery, {
      script: ["echo $$ >../agent/pid", ...linesOf(provider)],
      prepare: (sandbox) => {
        agent = sandbox.agent;
      },
    });
    await proxy.stop();
    expect(result, result.log).toMatchObject({ wentOn: false, findings: [] });
    expect(result.exitCode).not.toBe(0);
    expect(result.log).toContain("Enrolled as machine");
  });

  test("a job without the token is told where this provider keeps it", async () => {
    const variables = { SIKKERKEY_ENROLLMENT_TOKEN: "" };
    const result = await deliverWith(provider, scene, small[0] ?? delivery, { variables });
    expect(result, result.log).toMatchObject({ wentOn: false, findings: [] });
    expect(result.log).toContain(provider.place);
  });
});

const linesOf = ({ lines, integration }: (typeof PROVIDERS)[number]) =>
  lines(
    Object.fromEntries(
      integration.render(delivery.policy, scene.site).map(({ path, content }) => [path, content]),
    ),
  ).filter((line) => line.includes("sikkerkey-init"));

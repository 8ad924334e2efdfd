import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { registerMachine } from "#server/bootstrap/register-machine.ts";
import { renderScript } from "#server/bootstrap/render-script.ts";
import { mintToken } from "#server/crypto/opaque-token.ts";
import { aBootstrapToken } from "#server/testing/a-bootstrap-token.ts";
import { aContext, aUserContext } from "#server/testing/fixtures.ts";
import { installTestServices } from "#server/testing/install-test-services.ts";
import { aKey } from "#server/testing/test-machine.ts";
import { scriptRoute } from "./script-route.ts";

const world = await testDatabase();
const services = installTestServices(world);
const owner = await aUserContext(world);
const route = scriptRoute("/v1/bootstrap/[token]", (ctx, params) => renderScript(ctx, params["token"] ?? ""));

const get = (token: string) =>
  route(new Request("http://x/", { headers: services.pageHeaders() }), {
    params: Promise.resolve({ token }),
  });
/** What `curl … | sh` would print, with no tool to be found. */
const piped = (text: string) =>
  spawnSync("/bin/sh", { input: text, encoding: "utf8", env: { NODE_ENV: "test", PATH: "/nonexistent" } });

test("an open token's script is never kept by anything between, and looking at it spends nothing", async () => {
  const { id, plaintext } = await aBootstrapToken(owner);
  const [first, second] = [await get(plaintext), await get(plaintext)];
  expect(first.status).toBe(200);
  expect(first.headers.get("content-type")).toBe("text/x-shellscript; charset=utf-8");
  expect(first.headers.get("cache-control")).toBe("no-store");
  const text = await first.text();
  expect(text).toBe(await second.text());
  for (const fact of [plaintext, owner.actor.vaultId, "http://localhost:3000"])
    expect(text).toContain(`'${fact}'`);
  expect(await world.sql`select used_at from bootstrap_tokens where id = ${id}`).toEqual([{ used_at: null }]);
  expect(await world.sql`select from audit_events where token_id = ${id}`).toHaveLength(0);
});

test.each([
  ["unknown", async () => mintToken("skb"), 404, "Bootstrap token not found"],
  ["mistyped", async () => "skb_x", 404, "Bootstrap token not found"],
  ["of another kind", async () => mintToken("ske"), 404, "Bootstrap token not found"],
  [
    "used",
    async () => (await aBootstrapToken(owner, { usedAt: new Date() })).plaintext,
    410,
    "Validate machine",
  ],
  [
    "revoked",
    async () => (await aBootstrapToken(owner, { revokedAt: new Date() })).plaintext,
    410,
    "was used",
  ],
  [
    "expired",
    async () => (await aBootstrapToken(owner, { expiresAt: new Date(0) })).plaintext,
    410,
    "expired",
  ],
])(
  "a shell that is fed the refusal of a token %s prints why and runs nothing",
  async (_, make, status, words) => {
    const token = await make();
    const answer = await get(token);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("x-sikkerkey-error")).toMatch(/^bootstrap_token_/);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const text = await answer.text();
    expect(text).not.toContain(token);
    const ran = piped(text);
    expect([ran.status, ran.stdout]).toEqual([1, ""]);
    expect(ran.stderr).toMatch(/^sikkerkey: [^\n]+\n$/);
    expect(ran.stderr).toContain(words);
  },
);

test("the log names the route and the reason, never the token", async () => {
  const { plaintext } = await aBootstrapToken(owner);
  const body = { token: plaintext, publicKey: aKey().base64, hostname: "web-1" };
  await registerMachine(aContext(world), body);
  await get(plaintext);
  const lines = services.logLines.join("");
  expect(lines).toContain('"route":"/v1/bootstrap/[token]"');
  expect(lines).toContain("bootstrap_used");
  expect(lines).not.toContain(plaintext.slice(4));
});

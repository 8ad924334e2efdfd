import JSZip from "jszip";
import { describe, expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { newId } from "#lib/ids.ts";
import type { UserContext } from "#server/context.ts";
import { mintToken } from "#server/crypto/opaque-token.ts";
import { services } from "#server/services.ts";
import { aContainer } from "#server/testing/a-container.ts";
import { aPerson, aStoredSession } from "#server/testing/a-person.ts";
import { aContext } from "#server/testing/fixtures.ts";
import { installTestServices } from "#server/testing/install-test-services.ts";
import { bundleRoute } from "./bundle-route.ts";

const world = await testDatabase();
const { pageHeaders, logLines } = installTestServices(world);

/** Somebody with a vault whose keys are under this server's root key, and their cookie. */
async function aSignedInPerson() {
  const { keyring } = services();
  const actor = { ...(await aPerson(world)), kind: "user", role: "owner" } as const;
  await world.ownerSql`delete from vault_keys where vault_id = ${actor.vaultId}`;
  await world.db.transaction((tx) => keyring.createVaultKey(tx, actor.vaultId));
  const ctx: UserContext = { ...aContext(world), keyring, actor };
  return { ctx, cookie: `sikkerkey-session=${await aStoredSession(world, actor.userId)}` };
}
const { ctx, cookie } = await aSignedInPerson();

type Call = { bundleId: string; body?: unknown; headers?: Record<string, string | null> };
function post({ bundleId, body, headers = {} }: Call): Promise<Response> {
  const request = new Request("http://localhost:3000/", {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: pageHeaders({ cookie, ...headers }),
  });
  return bundleRoute(request, { params: Promise.resolve({ bundleId }) });
}
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;
const CONSTANT = (vaultId: string) => [
  ...["identity.json", "private.pem", "cli.json", "cli_global.json", "vaults/", `vaults/${vaultId}/`],
  ...[`vaults/${vaultId}/identity.json`, `vaults/${vaultId}/private.pem`],
];

test("our page gets the ZIP under a name that nobody chose, and nothing between keeps it", async () => {
  const { bundleId, linkSecret } = await aContainer(ctx);
  const answer = await post({ bundleId, body: { linkSecret } });
  const bytes = await answer.arrayBuffer();
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toEqual({
    "content-type": "application/zip",
    "content-disposition": `attachment; filename="sikkerkey-${bundleId}.zip"`,
    "content-length": String(bytes.byteLength),
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-request-id": "req-test",
  });
  const zip = await JSZip.loadAsync(bytes);
  expect(Object.keys(zip.files)).toEqual(CONSTANT(ctx.actor.vaultId));
});

test.each(["../../etc/passwd", "a\r\nX-Forged: y", '"; filename="x', "🦦", "n".repeat(300), "/abs", "..\\x"])(
  "a machine named %j changes no entry and no header (AT-52)",
  async (name) => {
    const { bundleId, linkSecret, machine } = await aContainer(ctx);
    await world.ownerSql`update machines set name = ${name} where id = ${machine.id}`;
    const answer = await post({ bundleId, body: { linkSecret } });
    expect(answer.headers.get("content-disposition")).toBe(
      `attachment; filename="sikkerkey-${bundleId}.zip"`,
    );
    expect(answer.headers.get("x-forged")).toBeNull();
    const zip = await JSZip.loadAsync(await answer.arrayBuffer());
    expect(Object.keys(zip.files)).toEqual(CONSTANT(ctx.actor.vaultId));
    expect(JSON.parse((await zip.file("identity.json")?.async("string")) ?? "").machineName).toBe(name);
  },
);

describe("what cannot be our page's request burns nothing (AT-51)", () => {
  test.each([
    ["nobody's", { headers: { cookie: null } }, 401, "signed_out"],
    ["of a session that is none", { headers: { cookie: "sikkerkey-session=x" } }, 401, "signed_out"],
    ["of another site", { headers: { origin: "https://evil.example" } }, 403, "cross_origin"],
    ["without an origin", { headers: { origin: null } }, 403, "cross_origin"],
    ["cross-site by its own word", { headers: { "sec-fetch-site": "cross-site" } }, 403, "cross_origin"],
    ["without our header", { headers: { "x-sikkerkey-app": null } }, 403, "cross_origin"],
    ["a form's", { headers: { "content-type": "text/plain" } }, 415, "unsupported_media_type"],
    ["empty", { body: "" }, 400, "invalid_request"],
    ["not JSON", { body: "linkSecret" }, 400, "invalid_request"],
    ["without a secret", { body: {} }, 400, "invalid_input"],
    ["with more than a secret", { body: { linkSecret: "x", force: true } }, 400, "invalid_input"],
  ])("a request that is %s", async (_, change, status, code) => {
    const { bundleId, linkSecret } = await aContainer(ctx);
    const answer = await post({ bundleId, body: { linkSecret }, ...change });
    expect([answer.status, await codeOf(answer)]).toEqual([status, code]);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect((await post({ bundleId, body: { linkSecret } })).status).toBe(200);
  });
});

test("used, expired, unknown, malformed and somebody else's are one answer, to the byte (AT-51)", async () => {
  const [used, expired, live] = [await aContainer(ctx), await aContainer(ctx), await aContainer(ctx)];
  await post({ bundleId: used.bundleId, body: { linkSecret: used.linkSecret } });
  await world.ownerSql`update bundles set expires_at = now() where id = ${expired.bundleId}`;
  const stranger = await aSignedInPerson();
  const body = { linkSecret: live.linkSecret };
  const answers = await Promise.all([
    post({ bundleId: used.bundleId, body: { linkSecret: used.linkSecret } }),
    post({ bundleId: expired.bundleId, body: { linkSecret: expired.linkSecret } }),
    post({ bundleId: newId("bndl"), body }),
    post({ bundleId: "..%2F..%2Fetc", body }),
    post({ bundleId: live.bundleId, body: { linkSecret: mintToken("skl") } }),
    post({ bundleId: live.bundleId, body, headers: { cookie: stranger.cookie } }),
  ]);
  const texts = await Promise.all(answers.map((answer) => answer.text()));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 410));
  expect(new Set(texts).size).toBe(1);
  expect(JSON.parse(texts[0] ?? "")).toMatchObject({ code: "bundle_ended", issues: [] });
  const headers = answers.map((answer) => JSON.stringify([...answer.headers]));
  expect(new Set(headers).size).toBe(1);
  expect((await post({ bundleId: live.bundleId, body })).status).toBe(200);
});

test("the log names the route and why, never link or key (AT-53)", async () => {
  const { bundleId, linkSecret } = await aContainer(ctx);
  const zip = await JSZip.loadAsync(await (await post({ bundleId, body: { linkSecret } })).arrayBuffer());
  const pem = (await zip.file("private.pem")?.async("string")) ?? "";
  await post({ bundleId, body: { linkSecret } });
  await post({ bundleId, body: linkSecret });
  await post({ bundleId, body: { linkSecret: [linkSecret] } });
  const lines = logLines.join("");
  expect(lines).toContain('"route":"/bundles/[bundleId]/download"');
  expect(lines).toContain("bundle_ended");
  expect(pem).toContain("PRIVATE KEY");
  for (const secret of [linkSecret.slice(4), pem.split("\n")[1] ?? "?"]) expect(lines).not.toContain(secret);
});

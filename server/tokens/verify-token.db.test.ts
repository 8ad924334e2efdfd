import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { ERRORS } from "#lib/errors.ts";
import { mintToken } from "../crypto/opaque-token.ts";
import { aProject } from "../testing/a-project.ts";
import { aScope, aStoredToken } from "../testing/a-token.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { listTokenOptions } from "./list-token-options.ts";
import { verifyToken } from "./verify-token.ts";

const world = await testDatabase();
const ctx = await aUserContext(world);
const scope = await aScope(ctx);

test("a token that could enroll now is answered with its id alone, as pasted with the spaces around it", async () => {
  const token = await aStoredToken(ctx, scope);
  expect(await verifyToken(ctx, { token: ` ${token.plaintext}\n` })).toEqual({ tokenId: token.id });
  expect(await eventsOf(ctx, token.id)).toMatchObject([
    { action: "enrollment_token.verified", outcome: "allowed", actorKind: "user", label: token.name },
  ]);
});

test.each([
  ["token_revoked", "enrollment_token_revoked", 410, { revokedAt: new Date(), uses: 10 }],
  ["token_expired", "enrollment_token_expired", 410, { expiresAt: new Date(Date.now() - 1000), uses: 10 }],
  ["token_exhausted", "enrollment_token_exhausted", 410, { uses: 10 }],
] as const)("%s is told as an enrollment would be, and recorded", async (reason, code, status, columns) => {
  const token = await aStoredToken(ctx, { ...scope, ...columns });
  await expect(verifyToken(ctx, { token: token.plaintext })).rejects.toMatchObject({
    ...{ code, status, message: ERRORS[code].message },
  });
  expect(await eventsOf(ctx, token.id)).toMatchObject([
    { action: "enrollment_token.verified", outcome: "denied", reason },
  ]);
});

test("an unknown token is 404 and recorded; a mistyped one is 404 without a look-up", async () => {
  const denied = async () => (await eventsOf(ctx)).filter(({ reason }) => reason === "token_unknown").length;
  const before = await denied();
  await expect(verifyToken(ctx, { token: mintToken("ske") })).rejects.toMatchObject({ status: 404 });
  expect(await denied()).toBe(before + 1);
  const { plaintext } = await aStoredToken(ctx, scope);
  const last = plaintext.endsWith("0") ? "1" : "0";
  const typos = [
    plaintext.slice(0, -1) + last,
    plaintext.toLowerCase(),
    plaintext.slice(1),
    "ske_",
    mintToken("skb"),
    "\0",
  ];
  for (const token of typos)
    await expect(verifyToken(ctx, { token })).rejects.toMatchObject({ code: "enrollment_token_unknown" });
  expect(await denied()).toBe(before + 1);
});

test("no event holds a token or its hash", async () => {
  const token = await aStoredToken(ctx, scope);
  await verifyToken(ctx, { token: token.plaintext });
  const rows = await world.ownerSql`select to_jsonb(e)::text as row from audit_events e`;
  const [stored] =
    await world.ownerSql`select encode(token_hash, 'hex') as hash from enrollment_tokens where id = ${token.id}`;
  const log = rows.map(({ row }) => row).join("\n");
  expect(log).not.toContain(token.plaintext.slice(4, 20));
  expect(log).not.toContain(stored?.hash);
});

test("a new token is offered projects with live secrets, of this vault alone", async () => {
  const fresh = await aUserContext(world);
  const { projectIds, secretIds } = await aScope(fresh);
  await aProject(fresh, "Empty");
  const { projects } = await listTokenOptions(fresh);
  expect(projects.map(({ id }) => id)).toEqual(projectIds);
  expect(projects.flatMap(({ secrets }) => secrets.map(({ id }) => id))).toEqual(secretIds);
  expect(projects[0]?.secrets[0]?.variables).toHaveLength(1);
});

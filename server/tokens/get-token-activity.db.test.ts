import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { enrollMachine } from "../enrollment/enroll-machine.ts";
import { rehearseEnrollment } from "../enrollment/rehearse-enrollment.ts";
import { aRelease } from "../enrollment/testing/rehearsals.ts";
import { aScope, aStoredToken } from "../testing/a-token.ts";
import { aContext, aUserContext } from "../testing/fixtures.ts";
import { aKey } from "../testing/test-machine.ts";
import { getTokenActivity } from "./get-token-activity.ts";

const world = await testDatabase();
const ctx = await aUserContext(world);
const { vaultId } = ctx.actor;
const scope = await aScope(ctx);
const enroll = (token: string, sourceIp: string, hostname = "runner-1") =>
  enrollMachine({ ...aContext(world), sourceIp }, vaultId, {
    token,
    publicKey: aKey().base64,
    hostname,
  }).catch((error: unknown) => (error instanceof AppError ? error.code : Promise.reject(error)));

test("what was enrolled, tried and asked is counted by day, address, hostname and reason", async () => {
  const token = await aStoredToken(ctx, { ...scope, sourceCidr: "10.0.0.0/8" });
  await aStoredToken(ctx, scope);
  await enroll(token.plaintext, "10.0.0.1");
  await enroll(token.plaintext, "10.0.0.1", "runner-2");
  await enroll(token.plaintext, "10.0.0.2");
  await world.ownerSql`update machines set disabled_at = now() where enrollment_token_id = ${token.id} and hostname = 'runner-2'`;
  await enroll(token.plaintext, "192.0.2.9");
  await enroll(token.plaintext, "192.0.2.9");
  const input = { token: token.plaintext, hostname: "h" };
  await rehearseEnrollment({ ...aContext(world), sourceIp: "10.0.0.3" }, vaultId, input, aRelease);
  await expect(rehearseEnrollment(aContext(world), vaultId, input, aRelease)).rejects.toThrow();
  const activity = await getTokenActivity(ctx, { tokenId: token.id });
  expect(activity.days).toHaveLength(30);
  expect(activity.days.at(-1)).toMatchObject({ enrolled: 3, refused: 2 });
  expect(activity.days.slice(0, -1).every(({ enrolled, refused }) => enrolled + refused === 0)).toBe(true);
  expect(activity).toMatchObject({
    sources: [
      { sourceIp: "192.0.2.9", enrolled: 0, refused: 2 },
      { sourceIp: "10.0.0.2", enrolled: 1, refused: 0 },
      { sourceIp: "10.0.0.1", enrolled: 2, refused: 0 },
    ],
    sourceCount: 3,
    hostnames: [
      { hostname: "runner-1", machines: 2, alive: 2 },
      { hostname: "runner-2", machines: 1, alive: 0 },
    ],
    hostnameCount: 2,
    refusals: [
      { reason: "source_not_allowed", isRehearsal: true, times: 1, lastSourceIp: "192.0.2.1" },
      { reason: "source_not_allowed", isRehearsal: false, times: 2, lastSourceIp: "192.0.2.9" },
    ],
    rehearsals: 2,
    isPartial: false,
  });
});

test("a token that nobody used has a page of nothing, and an unknown one none", async () => {
  const { id } = await aStoredToken(ctx, scope);
  expect(await getTokenActivity(ctx, { tokenId: id })).toMatchObject({
    sources: [],
    refusals: [],
    rehearsals: 0,
  });
  await expect(getTokenActivity(await aUserContext(world), { tokenId: id })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(getTokenActivity(ctx, { tokenId: newId("etok") })).rejects.toMatchObject({
    code: "not_found",
  });
});

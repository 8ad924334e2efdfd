import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { REFUSALS_PER_MINUTE } from "../access/refusal-guard.ts";
import { aClaim } from "../testing/a-claim.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aContext, aUserContext } from "../testing/fixtures.ts";
import { redemptionOf } from "../testing/redemption-of.ts";
import { rounds } from "../testing/rounds.ts";
import { aKey } from "../testing/test-machine.ts";
import { redeemClaim } from "./redeem-claim.ts";
import { revokeClaim } from "./revoke-claim.ts";

const world = await testDatabase({ max: 20 });
const owner = await aUserContext(world);
const { vaultId } = owner.actor;
const from = aContext(world);
const bodyFor = (code: string) => redemptionOf({ code, vaultId, key: aKey() });
const machinesOf = (id: string) => world.sql`select id from machines where claim_id = ${id}`;

test("a hundred keys that race for one code are one machine, and each loser raises the alarm within its bound", async () => {
  const { id, code } = await aClaim(owner);
  const bodies = Array.from({ length: 100 }, () => bodyFor(code));
  const answers = await Promise.allSettled(bodies.map((body) => redeemClaim(from, body)));
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const answer of answers)
    if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "claim_ended" });
  const made = await machinesOf(id);
  expect(made).toHaveLength(1);
  const keys = await world.sql`select from public_keys where machine_id = ${String(made[0]?.["id"])}`;
  expect(keys).toHaveLength(1);
  const alarms = (await eventsOf(owner, id)).filter(({ action }) => action === "claim.reused");
  expect(alarms).toHaveLength(REFUSALS_PER_MINUTE);
}, 60_000);

test("fifty copies of one request at once are one machine and one answer", async () => {
  const { id, code } = await aClaim(owner);
  const body = bodyFor(code);
  const answers = await Promise.all(Array.from({ length: 50 }, () => redeemClaim(from, body)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveLength(1);
  expect((await eventsOf(owner, id)).map(({ action }) => action)).toEqual(["claim.used"]);
});

test("a revoke and a redemption at once: one of them wins, never both", async () => {
  for (let round = 0; round < rounds.races; round++) {
    const { id, code } = await aClaim(owner);
    const [revoked, bound] = await Promise.allSettled([
      revokeClaim(owner, { claimId: id }),
      redeemClaim(from, bodyFor(code)),
    ]);
    expect([revoked.status, bound.status].sort()).toEqual(["fulfilled", "rejected"]);
    expect(await machinesOf(id)).toHaveLength(bound.status === "fulfilled" ? 1 : 0);
  }
});

import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { aMachineContext, aStoredMachine } from "../testing/a-machine.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { REFUSALS_PER_MINUTE } from "./refusal-guard.ts";
import { signedTransaction } from "./signed-transaction.ts";

const world = await testDatabase();
const owner = await aUserContext(world);
const nothing = () => Promise.resolve(null);
const release = () => Promise.resolve({ allowed: true, release: "released" } as const);

test.each([
  ["disabled", { disabledAt: new Date() }, "machine_disabled"],
  ["expired", { expiresAt: new Date(Date.now() - 1) }, "machine_expired"],
])("a %s machine's key cannot fill the audit log; every answer is the one 401", async (_, state, reason) => {
  const machine = await aStoredMachine(owner, state);
  for (let count = 0; count < REFUSALS_PER_MINUTE + 30; count++) {
    const request = aMachineContext(owner, machine);
    await expect(signedTransaction(request, nothing, release)).rejects.toMatchObject({
      code: "unauthenticated",
      cause: { reason, machineId: machine.id },
    });
  }
  const rows = await world.sql`select reason from audit_events where machine_id = ${machine.id}`;
  expect(rows).toHaveLength(REFUSALS_PER_MINUTE);
  expect(new Set(rows.map((row) => row["reason"]))).toEqual(new Set([reason]));
});

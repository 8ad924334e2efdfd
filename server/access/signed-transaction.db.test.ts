import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { WEEKDAYS } from "#lib/contract/guardrails.ts";
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

const everyDay = { days: [...WEEKDAYS], timeZone: "UTC" };
/** An hour that the database's clock does not show now. */
const neverNow = (hours: number) => {
  const at = (offset: number) => new Date(Date.now() + offset * 3_600_000).toISOString().slice(11, 16);
  return { ...everyDay, start: at(hours), end: at(hours + 1) };
};

test.each([
  ["source", { sourceCidrs: ["198.51.100.0/24"], hours: null }, "guardrail_source", "policy_denied_source"],
  ["hours", { sourceCidrs: null, hours: neverNow(6) }, "guardrail_hours", "policy_denied_hours"],
  [
    "source before hours",
    { sourceCidrs: ["198.51.100.0/24"], hours: neverNow(6) },
    "guardrail_source",
    "policy_denied_source",
  ],
])("a guardrail's block is a 403 that says which, and a row: %s", async (_, guardrails, reason, code) => {
  const machine = await aStoredMachine(owner, { kind: "temporary", guardrails });
  const request = aMachineContext(owner, machine);
  const attempt = () => signedTransaction(request, nothing, release);
  await expect(attempt()).rejects.toMatchObject({ code, status: 403, cause: { reason } });
  // The nonce is burnt: the same request is a replay, even after the guardrail is gone.
  await world.sql`update machines set guardrails = null where id = ${machine.id}`;
  await expect(attempt()).rejects.toMatchObject({
    code: "unauthenticated",
    cause: { reason: "nonce_replayed" },
  });
  const rows =
    await world.sql`select action, outcome, reason from audit_events where machine_id = ${machine.id}`;
  expect(rows).toEqual([{ action: "machine.request_denied", outcome: "denied", reason }]);
});

test("guardrails that hold let the request through; a source only a proxy knows is in no range", async () => {
  const hours = { ...everyDay, start: "00:00", end: "00:00" };
  const machine = await aStoredMachine(owner, { guardrails: { sourceCidrs: ["192.0.2.0/24"], hours } });
  const request = aMachineContext(owner, machine);
  await expect(signedTransaction(request, nothing, release)).resolves.toBe("released");
  const uncertain = { ...aMachineContext(owner, machine), isSourceCertain: false };
  await expect(signedTransaction(uncertain, nothing, release)).rejects.toMatchObject({
    code: "policy_denied_source",
  });
});

test("a blocked machine's key cannot fill the audit log, and a disabled one is not told of its guardrails", async () => {
  const guardrails = { sourceCidrs: ["198.51.100.0/24"], hours: null };
  const machine = await aStoredMachine(owner, { guardrails });
  const ask = () => signedTransaction(aMachineContext(owner, machine), nothing, release);
  for (let count = 0; count < REFUSALS_PER_MINUTE + 10; count++)
    await expect(ask()).rejects.toMatchObject({ code: "policy_denied_source" });
  expect(await world.sql`select from audit_events where machine_id = ${machine.id}`).toHaveLength(
    REFUSALS_PER_MINUTE,
  );
  await world.sql`update machines set disabled_at = now() where id = ${machine.id}`;
  await expect(ask()).rejects.toMatchObject({ code: "unauthenticated" });
});

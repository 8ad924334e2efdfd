import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import type { Guardrails } from "#lib/contract/guardrails.ts";
import { readSecret } from "../reads/read-secret.ts";
import { aMachineContext, aStoredMachine } from "../testing/a-machine.ts";
import { aScope } from "../testing/a-token.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { getMachine } from "./get-machine.ts";
import { setGuardrails } from "./set-guardrails.ts";

const world = await testDatabase();
const ctx = await aUserContext(world);
const scope = await aScope(ctx);
const [secretId = ""] = scope.secretIds;
const ranges = (...sourceCidrs: string[]): Guardrails => ({ sourceCidrs, hours: null });

test("guardrails hold from the next request on, and no longer once they are taken away", async () => {
  const machine = await aStoredMachine(ctx, { ...scope, kind: "temporary" });
  const read = () => readSecret(aMachineContext(ctx, machine), secretId);
  const set = (guardrails: Guardrails | null) => setGuardrails(ctx, { machineId: machine.id, guardrails });
  await set(ranges("198.51.100.7/24"));
  await expect(read()).rejects.toMatchObject({ code: "policy_denied_source" });
  expect((await getMachine(ctx, { machineId: machine.id })).guardrails).toEqual(ranges("198.51.100.0/24"));
  await set(ranges("198.51.100.0/24", "192.0.2.0/24"));
  await expect(read()).resolves.toBeDefined();
  await set(null);
  await set({ sourceCidrs: null, hours: null });
  await expect(read()).resolves.toBeDefined();
  const actions = (await eventsOf(ctx, machine.id)).map(({ action }) => action);
  expect(actions.filter((action) => action === "machine.guardrails_changed")).toHaveLength(3);
});

test("what changes nothing is not recorded; twenty at once are one change", async () => {
  const machine = await aStoredMachine(ctx, { kind: "temporary" });
  const input = { machineId: machine.id, guardrails: ranges("10.0.0.0/8") };
  await Promise.all(Array.from({ length: 20 }, () => setGuardrails(ctx, input)));
  await setGuardrails(ctx, { ...input, guardrails: ranges("10.1.2.3/8") });
  expect(await eventsOf(ctx, machine.id)).toHaveLength(1);
});

test.each(["10.0.0.0/33", "fe80::1%eth0/64", "nonsense"])(
  "%s is refused at its place (AT-65)",
  async (bad) => {
    const machine = await aStoredMachine(ctx, { kind: "temporary" });
    const attempt = setGuardrails(ctx, { machineId: machine.id, guardrails: ranges("10.0.0.0/8", bad) });
    await expect(attempt).rejects.toMatchObject({
      code: "invalid_input",
      issues: [{ path: "guardrails.sourceCidrs.1" }],
    });
    expect((await getMachine(ctx, { machineId: machine.id })).guardrails).toBeNull();
  },
);

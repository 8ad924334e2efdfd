import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import type { MachineState } from "#lib/contract/machines.ts";
import { newMachineId } from "#lib/ids.ts";
import { aStoredMachine } from "../testing/a-machine.ts";
import { aScope, aStoredToken } from "../testing/a-token.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { listMachines } from "./list-machines.ts";

const world = await testDatabase();
const seconds = (count: number) => new Date(Date.now() + count * 1000);

test("pages meet without a gap or a repeat, also where many machines share one instant", async () => {
  const ctx = await aUserContext(world);
  for (let made = 0; made < 120; made++) await aStoredMachine(ctx);
  // Two instants, a microsecond apart: a cursor in milliseconds would lose or repeat half of them.
  await world.ownerSql`update machines
    set created_at = timestamptz '2026-01-01 00:00:00.000001' + (hashtext(id::text) & 1) * interval '1 microsecond'
    where vault_id = ${ctx.actor.vaultId}`;
  const seen: string[] = [];
  let before: string | undefined;
  do {
    const page = await listMachines(ctx, { search: "", ...(before && { before }) });
    seen.push(...page.machines.map(({ id }) => id));
    before = page.next ?? undefined;
  } while (before);
  expect([seen.length, new Set(seen).size]).toEqual([120, 120]);
});

test("counts are of the whole vault, and a state filter shows that state alone", async () => {
  const ctx = await aUserContext(world);
  await aStoredMachine(ctx);
  await aStoredMachine(ctx, { isApproved: false });
  await aStoredMachine(ctx, { disabledAt: seconds(-5) });
  for (let made = 0; made < 2; made++) await aStoredMachine(ctx, { expiresAt: seconds(-5) });
  const counts: Record<MachineState, number> = { active: 1, pending: 1, disabled: 1, expired: 2 };
  for (const state of ["active", "pending", "disabled", "expired"] as const) {
    const page = await listMachines(ctx, { state, search: "" });
    expect([page.counts, page.machines.map((machine) => machine.state)]).toEqual([
      counts,
      Array.from({ length: counts[state] }, () => state),
    ]);
  }
});

test("a search finds what begins with it, as it is written and whatever its case", async () => {
  const ctx = await aUserContext(world);
  const token = await aStoredToken(ctx, { ...(await aScope(ctx)), name: "Nightly build" });
  const machine = await aStoredMachine(ctx);
  await world.ownerSql`update machines
    set name = 'ci_50%', hostname = 'Runner-9', source_ip = '2001:db8::9', enrollment_token_id = ${token.id}
    where id = ${machine.id}`;
  const finds = async (search: string) => (await listMachines(ctx, { search })).machines.length === 1;
  for (const search of ["ci_50%", "CI_", "runner", "2001:DB8", "nightly b", "  ci "])
    expect(await finds(search)).toBe(true);
  for (const search of ["%", "_", "i_50", "ci-50", "192.0.2.9", "\\", "'"])
    expect(await finds(search)).toBe(false);
});

test.each(["", "x", "1.2", `1.${newMachineId()}x`, `-1.${newMachineId()}`, "2026-02-31T00:00:00Z"])(
  "a page link %j that nobody made is refused",
  async (before) => {
    const ctx = await aUserContext(world);
    await expect(listMachines(ctx, { search: "", before })).rejects.toMatchObject({ code: "invalid_input" });
  },
);

test("a place in another vault's list opens nothing of it", async () => {
  const [ctx, other] = [await aUserContext(world), await aUserContext(world)];
  await aStoredMachine(other);
  const before = `9999999999999999.${newMachineId()}`;
  expect((await listMachines(ctx, { search: "", before })).machines).toEqual([]);
});

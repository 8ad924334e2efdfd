import { countMachines, pageMachines } from "#db/queries/machine-lists.ts";
import {
  type ListMachinesInput,
  MACHINES_PER_PAGE,
  type MachineCountsView,
  type MachinePageView,
} from "#lib/contract/machines.ts";
import { fieldError } from "#lib/errors.ts";
import { MACHINE_ID } from "#lib/ids.ts";
import { formatPlace, type KeysetPlace, parsePlace } from "#lib/keyset-place.ts";
import type { UserContext } from "../context.ts";
import { machineView } from "./machine-view.ts";

/** A page of machines, the newest first, beside how many there are of each state in the whole vault. */
export async function listMachines(ctx: UserContext, input: ListMachinesInput): Promise<MachinePageView> {
  const { vaultId } = ctx.actor;
  const { state, search, before } = input;
  const query = { state, search: search.trim(), before: placeBefore(before), limit: MACHINES_PER_PAGE + 1 };
  const [rows, counted] = await Promise.all([
    pageMachines(ctx.db, vaultId, query),
    countMachines(ctx.db, vaultId),
  ]);
  const page = rows.slice(0, MACHINES_PER_PAGE);
  const last = rows.length > MACHINES_PER_PAGE ? page.at(-1) : undefined;
  const counts: MachineCountsView = { active: 0, pending: 0, disabled: 0, expired: 0 };
  for (const { state, count } of counted) counts[state] = count;
  return { machines: page.map(machineView), counts, next: last ? formatPlace(last) : null };
}

function placeBefore(text: string | undefined): KeysetPlace | undefined {
  if (text === undefined) return undefined;
  const place = parsePlace(text, MACHINE_ID);
  if (place === null)
    throw fieldError("before", "This page link is not valid. Start from the newest machines.");
  return place;
}

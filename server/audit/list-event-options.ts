import { listEventOptions as listStored, type Option } from "#db/queries/event-options.ts";
import type { UserContext } from "../context.ts";

export type EventOptionsView = { actors: Option[]; secrets: Option[]; machines: Option[]; tokens: Option[] };

/** What the log's filters offer. Machines and tokens act too, so they are actors as well. */
export async function listEventOptions(ctx: UserContext): Promise<EventOptionsView> {
  const { people, secrets, machines, tokens } = await listStored(ctx.db, ctx.actor.vaultId);
  return { actors: [...people, ...machines, ...tokens], secrets, machines, tokens };
}

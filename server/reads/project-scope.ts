import type { Transaction } from "#db/client.ts";
import { findProjectOfReader } from "#db/queries/readable-secrets.ts";
import type { MachineContext } from "../access/machine-context.ts";
import type { Judgement } from "../access/signed-batch.ts";
import { wireId } from "./wire-id.ts";

/** The project a request is limited to; `name` is null when it is not the machine's: unknown, foreign and unlinked look alike. */
export type ProjectScope = { readonly id: string; readonly name: string | null };

export async function findProjectScope(
  tx: Transaction,
  ctx: MachineContext,
  projectId: string,
): Promise<ProjectScope> {
  const id = wireId(projectId);
  return { id, name: await findProjectOfReader(tx, ctx.actor, id) };
}

/** The project is not the machine's: the verdict to give and its row. */
export function projectRefusal({ id }: ProjectScope): Judgement<never> {
  const reason = "project_not_linked";
  const target = { kind: "project", id, label: id } as const;
  return {
    verdict: { allowed: false, reason },
    events: [{ action: "machine.request_denied", outcome: "denied", reason, target }],
  };
}

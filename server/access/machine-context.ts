import type { Context, MachineActor } from "../context.ts";

/** A request whose signature has been verified; `proof` still has to be claimed, once, in the deciding transaction. */
export type MachineContext = Context<MachineActor> & {
  readonly proof: { readonly timestampSeconds: number; readonly nonce: string };
};

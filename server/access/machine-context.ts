import type { FoundSecret } from "#db/queries/readable-secrets.ts";
import type { Context, MachineActor } from "../context.ts";
import type { RequestMeter } from "./request-meter.ts";
import type { Verdict } from "./verdict.ts";

/** A request whose signature has been verified; `proof` still has to be claimed, once, in the deciding transaction. */
export type MachineContext = Context<MachineActor> & {
  readonly proof: {
    readonly timestampSeconds: number;
    readonly nonce: string;
    /** The key that verified it, raw, in hex. It comes from a cache; the claim compares it with the machine's row. */
    readonly publicKeyHex: string;
  };
  readonly meter: RequestMeter;
  /** Decides single reads together with those that arrive beside them. */
  readonly readQueue: ReadQueue;
};

export type ReadAsk = {
  readonly ctx: MachineContext;
  readonly secretId: string;
  /** The header by that name, which says which versions the caller has. */
  readonly ifNoneMatch: string | null;
};

/** A secret that may be read; its value is neither opened nor sent where the caller's copy is current. */
export type ReadRelease = { readonly secret: FoundSecret; readonly isCopyCurrent: boolean };

/** Resolves when the verdict's audit row is on disk. */
export type ReadQueue = (ask: ReadAsk) => Promise<Verdict<ReadRelease>>;

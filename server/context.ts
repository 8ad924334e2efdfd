import type { Database } from "#db/client.ts";
import type { Config } from "./config.ts";
import type { Keyring } from "./crypto/keyring.ts";
import type { Log } from "./log.ts";

/** Who asks. The closed union is what audit rows and checks are made from. */
export type UserActor = {
  readonly kind: "user";
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly sessionId: string;
  readonly role: "owner";
  readonly vaultId: string;
};
export type MachineActor = {
  readonly kind: "machine";
  readonly machineId: string;
  readonly name: string;
  readonly vaultId: string;
  readonly tokenId: string | null;
};
export type TokenActor = {
  readonly kind: "enrollment_token";
  readonly tokenId: string;
  readonly name: string;
  readonly vaultId: string;
};
/** Whoever holds a bootstrap token: it may register one machine, which reads nothing yet. */
export type BootstrapActor = {
  readonly kind: "bootstrap_token";
  readonly tokenId: string;
  readonly name: string;
  readonly vaultId: string;
};
/** Whoever holds a container's claim code: it may bind one key to the machine that was planned for it. */
export type ClaimActor = {
  readonly kind: "claim";
  readonly claimId: string;
  readonly name: string;
  readonly vaultId: string;
};
export type SystemActor = { readonly kind: "system" };
export type AnonymousActor = { readonly kind: "anonymous" };
export type Actor =
  | UserActor
  | MachineActor
  | TokenActor
  | BootstrapActor
  | ClaimActor
  | SystemActor
  | AnonymousActor;

/** Everything a verb may know, complete for every actor: no verb reads a clock, the environment or a header. */
export type Context<A extends Actor = Actor> = {
  readonly actor: A;
  readonly requestId: string;
  /** Peer address as the gate established it; "internal" for the system's own work. */
  readonly sourceIp: string;
  /** False when a trusted proxy's header could not be read to its end: then `sourceIp` is a proxy's, and no range admits it. */
  readonly isSourceCertain: boolean;
  readonly userAgent: string | null;
  /** Taken once per request. Decisions that must be exact use the database's clock instead. */
  readonly now: Date;
  readonly db: Database;
  readonly keyring: Keyring;
  readonly config: Config;
  readonly log: Log;
};

export type UserContext = Context<UserActor>;

/** The same request, seen as another actor: an enrollment becomes its token's once the token is proven. */
export function actingAs<A extends Actor>(ctx: Context, actor: A): Context<A> {
  return { ...ctx, actor };
}

import { z } from "zod";
import { type Instant, id, paragraph } from "./fields.ts";
import { guardrailsInput } from "./guardrails.ts";
import { machineName } from "./machines.ts";

const HOUR = 3600;
/** A bootstrap token lives this long, whatever it is for. */
export const BOOTSTRAP_TOKEN_SECONDS = 600;
/** One hour to twelve months, counted from the approval; no extension may end later than twelve months from now. */
export const TEMPORARY_LIFETIME_SECONDS = { min: HOUR, max: 366 * 24 * HOUR } as const;

const temporaryLifetime = z
  .int()
  .min(TEMPORARY_LIFETIME_SECONDS.min, "A temporary machine lives at least one hour.")
  .max(TEMPORARY_LIFETIME_SECONDS.max, "A temporary machine lives at most twelve months.");

const shared = {
  /** Empty takes the hostname of the machine that registers. */
  machineName: z
    .union([z.literal(""), machineName])
    .transform((name) => (name === "" ? null : name))
    .nullable()
    .default(null),
  description: paragraph(500).default(""),
};

export const createBootstrapTokenInput = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("long_lived"), ...shared }),
  z.strictObject({
    kind: z.literal("temporary"),
    ...shared,
    machineLifetimeSeconds: temporaryLifetime,
    guardrails: guardrailsInput.nullable().default(null),
  }),
]);
export type CreateBootstrapTokenInput = z.infer<typeof createBootstrapTokenInput>;

export const bootstrapTokenInput = z.strictObject({ bootstrapTokenId: id("btok") });

/** Body of `POST /v1/bootstrap/register`. Unknown keys are refused. */
export const registerMachineInput = z.strictObject({
  token: z.string().min(1).max(10_240),
  publicKey: z.string().max(4096),
  hostname: z.string().max(4096),
});
export type RegisterMachineInput = z.infer<typeof registerMachineInput>;

/** `expiresAt` is epoch milliseconds, or null: a long-lived machine has none, a temporary one gets it with its approval. */
export type RegisterMachineView = {
  machineId: string;
  machineName: string;
  vaultId: string;
  expiresAt: number | null;
  apiUrl: string;
};

/** Shown once. The page makes the commands of it. */
export type CreatedBootstrapTokenView = { id: string; token: string; expiresAt: Instant };

/** A token that still may be used. */
export type OpenBootstrapTokenView = {
  id: string;
  kind: "long_lived" | "temporary";
  machineName: string | null;
  description: string;
  createdAt: Instant;
  expiresAt: Instant;
};

export const BOOTSTRAP_TOKEN_STATES = ["open", "used", "revoked", "expired"] as const;

/** What the page that shows a token asks for while it waits. `secondsLeft` are whole ones by the server's clock. */
export type BootstrapTokenStatusView = {
  state: (typeof BOOTSTRAP_TOKEN_STATES)[number];
  secondsLeft: number;
  /** The machine that registered with it, as long as it exists. */
  machineId: string | null;
};

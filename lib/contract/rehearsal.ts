import { z } from "zod";
import type { Delivery } from "../policy/deliveries.ts";
import type { TokenHint } from "../policy/token-hints.ts";
import { enrollMachineInput } from "./machines.ts";

/**
 * Body of `POST /v1/{vaultId}/enroll/rehearse`: an enrollment without its key. With `provider`, the id of an integration, the
 * answer also holds that provider's files.
 */
export const rehearseEnrollmentInput = enrollMachineInput.omit({ publicKey: true }).extend({
  /** Null for a caller that will ask for a name which fits the token's pattern, as the generated scripts do. */
  name: z.string().max(4096).nullable().optional(),
  provider: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, "This is not the id of an integration.")
    .optional(),
});
export type RehearseEnrollmentInput = z.infer<typeof rehearseEnrollmentInput>;

/** Instants are epoch milliseconds by the server's clock, as in an enrollment's answer. */
export type RehearsalView = {
  vaultId: string;
  token: {
    id: string;
    name: string;
    state: "active";
    usesLeft: number;
    maxUses: number;
    expiresAt: number;
    machineLifetimeSeconds: number;
    hints: TokenHint[];
  };
  /** A name like the one a machine would get now; digits that a pattern draws differ each time. */
  machineName: string;
  /** The caller's address as the server sees it. */
  sourceIp: string;
  projects: { id: string; name: string }[];
  secrets: { name: string; project: string; variables: string[]; delivery: Delivery }[];
  /** False when what arrives is together more than a program's environment may hold. */
  fitsTogether: boolean;
  server: { time: number; version: string; cliVersion: string };
  /** Only when a provider was named. */
  files?: { path: string; content: string }[];
};

import { z } from "zod";
import type { DenyReason } from "../audit-events.ts";
import { globProblem } from "../naming/glob.ts";
import { isNameTemplate, templateProblem } from "../naming/machine-name.ts";
import type { TokenHint } from "../policy/token-hints.ts";
import { type Instant, id, line, paragraph } from "./fields.ts";
import type { MachineState } from "./machines.ts";

export const TOKEN_USES_MAX = 10_000;
const MINUTE = 60;
const DAY = 86_400;
export const TOKEN_LIFETIME_SECONDS = { min: 5 * MINUTE, max: 366 * DAY } as const;
export const MACHINE_LIFETIME_SECONDS = { min: MINUTE, max: 366 * DAY } as const;

const lifetime = (range: { min: number; max: number }, what: string, least: string) =>
  z
    .int()
    .min(range.min, `Use a whole number. ${what} is ${least} to 366 days.`)
    .max(range.max, `${what} may be at most 366 days.`);

const optionalPattern = (problem: (pattern: string) => string | null) =>
  z
    .string()
    .trim()
    .superRefine((pattern, context) => {
      const message = pattern === "" ? null : problem(pattern);
      if (message) context.addIssue({ code: "custom", message });
    })
    .transform((pattern) => (pattern === "" ? null : pattern))
    .nullable()
    .default(null);

/** Everything an enrollment token decides. It never grows after it was made; make another token instead. */
export const createTokenInput = z.strictObject({
  name: line("name", 64),
  description: paragraph(500).default(""),
  projectIds: z
    .array(id("proj"))
    .min(1, "Choose at least one project.")
    .max(50, "Choose at most 50 projects."),
  secretIds: z
    .array(id("sk"))
    .min(1, "Choose at least one secret.")
    .max(1000, "Choose at most 1,000 secrets."),
  tokenLifetimeSeconds: lifetime(TOKEN_LIFETIME_SECONDS, "The token's lifetime", "5 minutes"),
  machineLifetimeSeconds: lifetime(MACHINE_LIFETIME_SECONDS, "The machine's lifetime", "1 minute"),
  maxUses: z
    .int()
    .min(1, "Use a whole number from 1 to 10,000.")
    .max(TOKEN_USES_MAX, "Allow at most 10,000 uses."),
  /** One IPv4 or IPv6 range; the server parses and normalises it. */
  sourceCidr: z
    .string()
    .trim()
    .max(64, "Use at most 64 characters.")
    .transform((cidr) => (cidr === "" ? null : cidr))
    .nullable()
    .default(null),
  hostnamePattern: optionalPattern(globProblem),
  /** A glob the asked-for name must match, or a template such as `ci-{uuid8}` that names the machine. */
  namePattern: optionalPattern((pattern) =>
    isNameTemplate(pattern) ? templateProblem(pattern) : globProblem(pattern),
  ),
});
export type CreateTokenInput = z.infer<typeof createTokenInput>;

export const tokenInput = z.strictObject({ tokenId: id("etok") });

export const revokeTokenInput = z.strictObject({
  tokenId: id("etok"),
  reason: paragraph(200).default(""),
  /** Also disables every machine it enrolled that is still alive, in the same transaction. */
  disableMachines: z.boolean().default(false),
});
export type RevokeTokenInput = z.infer<typeof revokeTokenInput>;

export const ROTATION_OVERLAP_MAX_SECONDS = 7 * DAY;

export const rotateTokenInput = z.strictObject({
  tokenId: id("etok"),
  /** How long the old token goes on beside the new one; never longer than it would have lived. */
  overlapSeconds: z
    .int()
    .min(0, "The old token cannot end before now.")
    .max(ROTATION_OVERLAP_MAX_SECONDS, "Let the old token go on for at most 7 days."),
});
export type RotateTokenInput = z.infer<typeof rotateTokenInput>;

/** The builder's check: a pasted plaintext goes in, only the token's id comes back. */
export const verifyTokenInput = z.strictObject({
  token: z.string().min(1, "Paste the token.").max(10_000, "Paste the token alone."),
});
export type VerifyTokenInput = z.infer<typeof verifyTokenInput>;

export const TOKEN_STATES = ["active", "expired", "exhausted", "revoked"] as const;
export type TokenState = (typeof TOKEN_STATES)[number];

/** What a token's machines receive and under which limits; the scope sentence and every integration are made of it. */
export type TokenPolicy = {
  id: string;
  name: string;
  vaultId: string;
  maxUses: number;
  expiresAt: Instant;
  machineLifetimeSeconds: number;
  sourceCidr: string | null;
  hostnamePattern: string | null;
  namePattern: string | null;
  projects: { id: string; name: string }[];
  secrets: {
    id: string;
    projectId: string;
    name: string;
    fieldNames: string[] | null;
    variables: string[];
  }[];
};

export type TokenView = {
  id: string;
  name: string;
  description: string;
  state: TokenState;
  uses: number;
  maxUses: number;
  liveMachineCount: number;
  secretCount: number;
  projectNames: string[];
  createdAt: Instant;
  expiresAt: Instant;
  lastUsedAt: Instant | null;
  revokedAt: Instant | null;
  hints: TokenHint[];
};

export const TOKEN_MACHINES_SHOWN = 100;

export type TokenDetailView = TokenView & {
  policy: TokenPolicy;
  createdBy: string;
  revokeReason: string | null;
  /** The token whose place this one took, and when that one ends or ended. */
  replaces: { id: string; name: string; expiresAt: Instant } | null;
  replacedBy: { id: string; name: string } | null;
  /** The newest, at most `TOKEN_MACHINES_SHOWN`. */
  machines: { id: string; name: string; state: MachineState; createdAt: Instant; sourceIp: string }[];
};

/** What a new token could be given. */
export type TokenOptionsView = {
  projects: {
    id: string;
    name: string;
    secrets: { id: string; name: string; fieldNames: string[] | null; variables: string[] }[];
  }[];
};

export type CreatedTokenView = { id: string; name: string; token: string };

/** Shown once, as a created one. `replaces` is the old token under its new name. */
export type RotatedTokenView = CreatedTokenView & {
  replaces: { id: string; name: string; expiresAt: Instant };
};

/**
 * The last 30 days, in UTC. At most ten sources and hostnames, the newest first, beside how many there are. Of a flood only the
 * newest events are counted, and then `isPartial` is true.
 */
export type TokenActivityView = {
  days: { day: string; enrolled: number; refused: number }[];
  sources: { sourceIp: string; enrolled: number; refused: number; lastAt: Instant }[];
  sourceCount: number;
  hostnames: { hostname: string; machines: number; alive: number; lastAt: Instant }[];
  hostnameCount: number;
  refusals: {
    reason: DenyReason;
    isRehearsal: boolean;
    times: number;
    lastAt: Instant;
    lastSourceIp: string | null;
  }[];
  rehearsals: number;
  isPartial: boolean;
};

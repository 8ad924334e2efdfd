import { z } from "zod";
import { MACHINE_NAME } from "../naming/machine-name.ts";
import { type Instant, id, machineId, paragraph, searchText } from "./fields.ts";
import { type Guardrails, guardrailsInput } from "./guardrails.ts";

export const machineName = z
  .string()
  .trim()
  .regex(
    MACHINE_NAME,
    "Use letters, digits, . _ - and at most 64 characters; begin and end with a letter or digit.",
  );

/** Body of `POST /v1/{vaultId}/enroll/register` (wire-protocol 4.1). Unknown keys are refused. */
export const enrollMachineInput = z.strictObject({
  token: z.string().min(1).max(10_240),
  publicKey: z.string().max(4096),
  hostname: z.string().max(4096),
  name: z.string().max(4096).optional(),
});
export type EnrollMachineInput = z.infer<typeof enrollMachineInput>;

/** Exactly these keys: one public client rejects extras. `expiresAt` is epoch milliseconds. */
export type EnrollMachineView = {
  machineId: string;
  machineName: string;
  vaultId: string;
  expiresAt: number;
  apiUrl: string;
};

export const MACHINE_STATES = ["active", "pending", "disabled", "expired"] as const;
export type MachineState = (typeof MACHINE_STATES)[number];
/** How a machine came to be, which is what the page says of it. */
export const MACHINE_ORIGINS = ["enrollment_token", "bootstrap_token", "bundle", "claim"] as const;
export type MachineOrigin = (typeof MACHINE_ORIGINS)[number];
/** Why a machine is disabled that no person disabled. */
export const DISABLED_REASONS = ["awaiting_download", "never_downloaded"] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];
export const MACHINE_KINDS = ["ephemeral", "long_lived", "temporary", "container"] as const;
export type MachineKind = (typeof MACHINE_KINDS)[number];

export const machineInput = z.strictObject({ machineId });
export const renameMachineInput = z.strictObject({ machineId, name: machineName });
export type RenameMachineInput = z.infer<typeof renameMachineInput>;

export const machineProjectInput = z.strictObject({ machineId, projectId: id("proj") });
export type MachineProjectInput = z.infer<typeof machineProjectInput>;

/** Replaces what the machine may read in this project; the project must be attached. */
export const setGrantsInput = z.strictObject({
  machineId,
  projectId: id("proj"),
  secretIds: z.array(id("sk")).max(1000, "Choose at most 1,000 secrets."),
});
export type SetGrantsInput = z.infer<typeof setGrantsInput>;

export const setGuardrailsInput = z.strictObject({ machineId, guardrails: guardrailsInput.nullable() });
export type SetGuardrailsInput = z.infer<typeof setGuardrailsInput>;

/** `seconds` are added to the machine's present end, or to now where that is over. */
export const extendMachineInput = z.strictObject({
  machineId,
  seconds: z
    .int()
    .min(3600, "Extend by at least one hour.")
    .max(366 * 86_400, "Extend by at most twelve months."),
  reason: paragraph(500).pipe(z.string().min(3, "Say why; it goes into the audit log.")),
});
export type ExtendMachineInput = z.infer<typeof extendMachineInput>;

export const listMachinesInput = z.strictObject({
  state: z.enum(MACHINE_STATES).optional(),
  search: searchText(64),
  /** `next` of the page before; opaque. */
  before: z.string().max(64).optional(),
});
export type ListMachinesInput = z.infer<typeof listMachinesInput>;

export type MachineView = {
  id: string;
  name: string;
  kind: MachineKind;
  state: MachineState;
  origin: MachineOrigin;
  /** Why it is disabled, where no person disabled it. */
  disabledReason: DisabledReason | null;
  /** Who provisioned it; null for a machine that a token made. */
  owner: { id: string; name: string } | null;
  token: { id: string; name: string } | null;
  sourceIp: string;
  hostname: string;
  createdAt: Instant;
  expiresAt: Instant | null;
  lastSeenAt: Instant | null;
  lastSeenIp: string | null;
  secretCount: number;
};

export type MachineExtensionView = {
  id: string;
  previousExpiresAt: Instant;
  expiresAt: Instant;
  reason: string;
  createdAt: Instant;
  createdBy: string;
  undoneAt: Instant | null;
};

/** Two addresses that take turns under one key, as the newest requests show. */
export type SharingView = { addresses: [string, string]; lastAt: Instant };

export type MachineDetailView = MachineView & {
  fingerprint: string;
  /** Of its bundle, by whom and from where as far as the log still has it; null for other machines, and while nobody has. */
  download: { at: Instant; sourceIp: string | null; by: string | null } | null;
  /** A hint that two containers use this one identity; it changes no decision. */
  sharing: SharingView | null;
  guardrails: Guardrails | null;
  approvedAt: Instant | null;
  /** The bootstrap token it registered with; null for a runner. `lifetimeSeconds` count from the approval. */
  validation: {
    createdBy: string;
    createdAt: Instant;
    description: string;
    lifetimeSeconds: number | null;
  } | null;
  /** The machine whose host registered again as this one; approving replaces it. */
  replaces: { id: string; name: string } | null;
  /** Newest first; empty for every machine but a temporary one. */
  extensions: MachineExtensionView[];
  projects: { id: string; name: string }[];
  grants: {
    secretId: string;
    name: string;
    projectId: string;
    projectName: string;
    lastReadAt: Instant | null;
  }[];
};

/** For the two-panel dialog: every project of the vault, attached or not, with what could be granted. */
export type GrantOptionsView = {
  projects: {
    id: string;
    name: string;
    isAttached: boolean;
    secrets: { id: string; name: string; variables: string[]; isGranted: boolean }[];
  }[];
};

/** What stops working when the machine goes. Reads are counted up to `READS_COUNTED_MAX`. */
export type MachineImpactView = {
  lastReadAt: Instant | null;
  readsLast24Hours: number;
  projects: { id: string; name: string }[];
  secrets: { id: string; name: string; projectName: string; lastReadAt: Instant | null }[];
};

export const MACHINES_PER_PAGE = 50;

/** Of the whole vault, whatever the page shows. */
export type MachineCountsView = Record<MachineState, number>;

export type MachinePageView = {
  machines: MachineView[];
  counts: MachineCountsView;
  /** Where the next page begins, or null when this is the last. */
  next: string | null;
};

import { z } from "zod";
import { MACHINE_NAME } from "../naming/machine-name.ts";
import { type Instant, machineId, searchText } from "./fields.ts";

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
export const MACHINE_KINDS = ["ephemeral", "long_lived"] as const;
export type MachineKind = (typeof MACHINE_KINDS)[number];

export const machineInput = z.strictObject({ machineId });
export const renameMachineInput = z.strictObject({ machineId, name: machineName });
export type RenameMachineInput = z.infer<typeof renameMachineInput>;

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
  token: { id: string; name: string } | null;
  sourceIp: string;
  hostname: string;
  createdAt: Instant;
  expiresAt: Instant | null;
  lastSeenAt: Instant | null;
  lastSeenIp: string | null;
  secretCount: number;
};

export type MachineDetailView = MachineView & {
  fingerprint: string;
  projects: { id: string; name: string }[];
  grants: {
    secretId: string;
    name: string;
    projectId: string;
    projectName: string;
    lastReadAt: Instant | null;
  }[];
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

import { z } from "zod";
import {
  type ActorKind,
  AUDIT_ACTION_NAMES,
  type AuditAction,
  type DenyReason,
  OUTCOMES,
  type Outcome,
  type TargetKind,
} from "../audit-events.ts";
import { type Instant, id, machineId } from "./fields.ts";

// Within the years that every side writes with four digits.
const instant = z.iso
  .datetime({ offset: true })
  .refine(
    (at) => Date.parse(at) >= 0 && Date.parse(at) < Date.UTC(3000, 0),
    "Use a time of the years 1970 to 2999.",
  );

/** Filters combine with AND; the cursor is the last row seen (keyset on time, then id). Page size is fixed. */
export const listEventsInput = z.strictObject({
  /** A user, a machine or a token; whatever its kind, an id is plain. */
  actorId: z
    .string()
    .regex(/^[a-z0-9_-]{1,64}$/, "This id is not valid.")
    .optional(),
  secretId: id("sk").optional(),
  machineId: machineId.optional(),
  tokenId: id("etok").optional(),
  projectId: id("proj").optional(),
  action: z.enum(AUDIT_ACTION_NAMES).optional(),
  outcome: z.enum(OUTCOMES).optional(),
  from: instant.optional(),
  to: instant.optional(),
  older: z.string().max(80).optional(),
  newer: z.string().max(80).optional(),
});
export type ListEventsInput = z.infer<typeof listEventsInput>;

export const EVENTS_PER_PAGE = 50;

export type EventView = {
  id: string;
  at: Instant;
  action: AuditAction;
  outcome: Outcome;
  reason: DenyReason | null;
  actor: { kind: ActorKind; id: string | null; label: string };
  target: { kind: TargetKind; id: string; label: string } | null;
  project: { id: string; name: string | null } | null;
  token: { id: string; name: string | null } | null;
  machine: { id: string; name: string | null } | null;
  version: number | null;
  sourceIp: string | null;
  userAgent: string | null;
  requestId: string;
};

export type EventPageView = { events: EventView[]; older: string | null; newer: string | null };

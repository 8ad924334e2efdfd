import { DENY_REASONS, type DenyReason } from "#lib/audit-events.ts";
import type { EventView } from "#lib/contract/audit.ts";

export type Gate = {
  readonly title: string;
  readonly state: "pass" | "stop" | "skip";
  /** What it saw, in one line. */
  readonly what: string;
};
export type GateGroup = { readonly title: string; readonly gates: readonly Gate[] };

type GateRow = { title: string; passes: string; stops: readonly DenyReason[] };

/** The order in which the server checks a signed read (server/access), as people may see it. */
const ROWS: readonly { title: string; rows: readonly GateRow[] }[] = [
  {
    title: "Who is asking",
    rows: [
      {
        title: "Signature",
        passes: "Made with the machine’s own key",
        stops: ["headers_malformed", "machine_unknown", "signature_wrong", "machine_deleted"],
      },
      {
        title: "Fresh and new",
        passes: "Signed just now, never sent before",
        stops: ["timestamp_out_of_window", "nonce_replayed"],
      },
      {
        title: "Machine in service",
        passes: "Approved, enabled and alive",
        stops: ["machine_disabled", "machine_expired", "machine_pending"],
      },
    ],
  },
  {
    title: "From where and when",
    rows: [
      {
        title: "Source address",
        passes: "Within its ranges, or it has none",
        stops: ["guardrail_source"],
      },
      { title: "Hours", passes: "Within its hours, or it has none", stops: ["guardrail_hours"] },
    ],
  },
  {
    title: "What it may read",
    rows: [
      { title: "Project", passes: "Linked to the machine", stops: ["secret_unknown", "project_not_linked"] },
      { title: "Grant", passes: "Given to this machine", stops: ["grant_missing"] },
      { title: "Secret", passes: "In place, not in the trash", stops: ["secret_deleted"] },
    ],
  },
  {
    title: "Release",
    rows: [
      {
        title: "Record, then decrypt",
        passes: "Recorded before it was opened",
        stops: ["integrity_failure"],
      },
    ],
  },
];

const GATED = new Set([
  "secret.read",
  "secret.checked",
  "secret.read_denied",
  "secret.integrity_failed",
  "machine.request_denied",
]);

/** Gate by gate, how a read went; null for an event that is not a read, or was stopped by something else. */
export function requestGates({ action, reason }: Pick<EventView, "action" | "reason">): GateGroup[] | null {
  if (!GATED.has(action)) return null;
  if (reason !== null && !ROWS.some(({ rows }) => rows.some(({ stops }) => stops.includes(reason))))
    return null;
  let isStopped = false;
  return ROWS.map(({ title, rows }) => ({
    title,
    gates: rows.map((row): Gate => {
      if (isStopped) return { title: row.title, state: "skip", what: "Not reached" };
      if (reason === null || !row.stops.includes(reason))
        return { title: row.title, state: "pass", what: row.passes };
      isStopped = true;
      return { title: row.title, state: "stop", what: `${DENY_REASONS[reason]}.` };
    }),
  }));
}

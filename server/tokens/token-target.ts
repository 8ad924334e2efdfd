import type { AuditEvent } from "#lib/audit-events.ts";

/** An enrollment token, as the audit log names it. */
export function tokenTarget(token: {
  readonly id: string;
  readonly name: string;
}): Pick<AuditEvent, "target" | "tokenId"> {
  return { target: { kind: "enrollment_token", id: token.id, label: token.name }, tokenId: token.id };
}

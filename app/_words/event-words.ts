import type { StateShape } from "#app/_components/state.tsx";
import type { Outcome } from "#lib/audit-events.ts";
import type { EventView } from "#lib/contract/audit.ts";

/** How pages speak of what happened. */
export const OUTCOME_WORDS: Record<Outcome, { word: string; shape: StateShape }> = {
  allowed: { word: "Allowed", shape: "live" },
  denied: { word: "Denied", shape: "deny" },
  failed: { word: "Failed", shape: "deny" },
};

/** What an event was about, unless the row says it elsewhere: a session is its address, and the vault is this one. */
export function namedTarget({ target, actor }: EventView) {
  if (target === null || target.kind === "session" || target.kind === "vault") return null;
  return target.kind === "user" && target.id === actor.id ? null : target;
}

/** Where an event's target can be looked at; null when there is no page of it. */
export function targetAddress({ target, project, machine }: EventView): string | null {
  if (target === null) return null;
  switch (target.kind) {
    case "project":
      return `/projects/${target.id}`;
    case "secret":
      return project === null ? null : `/projects/${project.id}/secrets/${target.id}`;
    case "enrollment_token":
      return `/tokens/${target.id}`;
    case "machine":
      return `/machines/${target.id}`;
    // What let a container in is looked at where the container is, as long as it is there.
    case "bundle":
    case "claim":
      return machine?.name == null ? null : `/machines/${machine.id}`;
    case "vault":
      return "/settings";
    default:
      return null;
  }
}

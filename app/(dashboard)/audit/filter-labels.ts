import { AUDIT_ACTIONS, type AuditAction } from "#lib/audit-events.ts";
import type { FilterName, Filters } from "./audit-filters.ts";

export type FilterOptions = Record<
  "actors" | "secrets" | "machines" | "tokens",
  { id: string; label: string }[]
>;
export type FilterLabel = { name: FilterName; label: string; value: string };

const isAction = (text: string): text is AuditAction => Object.hasOwn(AUDIT_ACTIONS, text);

/** The filters that are on, in words; an id whose thing is gone stays an id. The outcome has its own control. */
export function filterLabels(filters: Filters, options: FilterOptions): FilterLabel[] {
  const named = (list: FilterOptions["actors"], id: string) => list.find((row) => row.id === id)?.label ?? id;
  const words: Partial<Record<FilterName, { label: string; value: (text: string) => string }>> = {
    actorId: { label: "Actor", value: (id) => named(options.actors, id) },
    secretId: { label: "Secret", value: (id) => named(options.secrets, id) },
    machineId: { label: "Machine", value: (id) => named(options.machines, id) },
    tokenId: { label: "Token", value: (id) => named(options.tokens, id) },
    projectId: { label: "Project", value: (id) => id },
    action: { label: "Action", value: (name) => (isAction(name) ? AUDIT_ACTIONS[name].title : name) },
    from: { label: "From", value: (text) => text.replace("T", " ") },
    to: { label: "Before", value: (text) => text.replace("T", " ") },
  };
  return Object.entries(words).flatMap(([key, { label, value }]) => {
    const name = key as FilterName;
    const text = filters[name];
    return text === undefined ? [] : [{ name, label, value: value(text) }];
  });
}

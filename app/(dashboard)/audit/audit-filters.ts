import { firstOf, type SearchParams } from "#app/_components/address.ts";
import { AUDIT_ACTION_NAMES, OUTCOMES } from "#lib/audit-events.ts";
import type { ListEventsInput } from "#lib/contract/audit.ts";

const NAMES = [
  "actorId",
  "secretId",
  "machineId",
  "tokenId",
  "projectId",
  "action",
  "outcome",
  "from",
  "to",
] as const;
export type FilterName = (typeof NAMES)[number];
export type Filters = Partial<Record<FilterName, string>>;

/** The filters of the address that mean something; the page shows these and no other. */
export function filtersOf(params: SearchParams): Filters {
  const filters: Filters = {};
  for (const name of NAMES) {
    const value = firstOf(params, name);
    if (value !== undefined && isFilter(name, value)) filters[name] = value;
  }
  return filters;
}

function isFilter(name: FilterName, value: string): boolean {
  if (name === "action") return AUDIT_ACTION_NAMES.some((action) => action === value);
  if (name === "outcome") return OUTCOMES.some((outcome) => outcome === value);
  return (name !== "from" && name !== "to") || instantOf(value) !== undefined;
}

/** A day or minute of the address as an instant in UTC; anything else is left out, as if it were not there. */
function instantOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const date = new Date(
    /Z|[+-]\d\d:\d\d$/.test(text) ? text : `${text}${text.includes("T") ? "" : "T00:00"}Z`,
  );
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** What the procedure is asked. An action or outcome that does not exist is no filter. */
export function queryOf(filters: Filters, params: SearchParams): ListEventsInput {
  const { actorId, secretId, machineId, tokenId, projectId } = filters;
  const action = AUDIT_ACTION_NAMES.find((name) => name === filters.action);
  const outcome = OUTCOMES.find((name) => name === filters.outcome);
  const from = instantOf(filters.from);
  const to = instantOf(filters.to);
  const older = firstOf(params, "older");
  const newer = older === undefined ? firstOf(params, "newer") : undefined;
  return {
    ...(actorId && { actorId }),
    ...(secretId && { secretId }),
    ...(machineId && { machineId }),
    ...(tokenId && { tokenId }),
    ...(projectId && { projectId }),
    ...(action && { action }),
    ...(outcome && { outcome }),
    ...(from && { from }),
    ...(to && { to }),
    ...(older && { older }),
    ...(newer && { newer }),
  };
}

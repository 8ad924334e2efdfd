import { refusedName } from "../naming/refused-names.ts";
import { EXEC_VARIABLE_MAX_BYTES, nameProblem } from "../naming/secret-name.ts";
import { variableNames } from "../naming/variable-name.ts";

/** Whether a secret reaches a job's environment, or what stands in its way; the first that applies, in this order. */
export const DELIVERIES = {
  arrives: "arrives",
  deleted: "is in the trash",
  not_linked: "belongs to a project that the token does not give",
  name_refused: "would become a variable that controls the shell or the tools of a job",
  name_invalid: "has a name that cannot become a variable",
  collision: "would arrive under a variable that another secret has",
  too_large: "is larger than an environment variable may be; read it as a file",
  fields_large: "may have a field that is larger than an environment variable may be",
} as const;
export type Delivery = keyof typeof DELIVERIES;

/** `fields_large` is known only when the value is read: it warns, and refuses nothing by itself. */
export const isRefused = (delivery: Delivery): boolean =>
  delivery !== "arrives" && delivery !== "fields_large";

export type DeliverableSecret = {
  readonly name: string;
  readonly fieldNames: readonly string[] | null;
  readonly isDeleted: boolean;
  readonly isLinked: boolean;
  /** Bytes of the value; of a structured one, of all its fields as JSON. */
  readonly sizeBytes: number;
};

/** One verdict for each secret, in their order: what would happen if all of them were exported into one environment. */
export function judgeDeliveries(secrets: readonly DeliverableSecret[]): Delivery[] {
  const holders = new Map<string, number>();
  for (const secret of secrets)
    if (secret.isLinked && !secret.isDeleted)
      for (const variable of variableNames(secret.name, secret.fieldNames))
        holders.set(variable, (holders.get(variable) ?? 0) + 1);
  return secrets.map((secret) => judge(secret, holders));
}

function judge(secret: DeliverableSecret, holders: ReadonlyMap<string, number>): Delivery {
  const variables = variableNames(secret.name, secret.fieldNames);
  if (secret.isDeleted) return "deleted";
  if (!secret.isLinked) return "not_linked";
  if (variables.some((variable) => refusedName(variable) !== null)) return "name_refused";
  if (nameProblem(secret.name, secret.fieldNames) !== null) return "name_invalid";
  if (variables.some((variable) => (holders.get(variable) ?? 0) > 1)) return "collision";
  const longest = Math.max(...variables.map(({ length }) => length));
  if (longest + secret.sizeBytes + 2 <= EXEC_VARIABLE_MAX_BYTES) return "arrives";
  return secret.fieldNames === null ? "too_large" : "fields_large";
}

const ENVIRONMENT_MAX_BYTES = 2 * 1024 * 1024;
/** For the words of a program, and for what a job's environment holds already. */
const RESERVED_BYTES = 64 * 1024;

/** Whether all that arrive fit into one environment on Linux together. */
export function fitTogether(
  secrets: readonly (DeliverableSecret & { readonly delivery: Delivery })[],
): boolean {
  const bytes = secrets
    .filter(({ delivery }) => !isRefused(delivery))
    .flatMap(({ name, fieldNames, sizeBytes }) => [
      sizeBytes,
      ...variableNames(name, fieldNames).map(({ length }) => length + 10),
    ]);
  return bytes.reduce((sum, size) => sum + size, RESERVED_BYTES) <= ENVIRONMENT_MAX_BYTES;
}

import { refusedName } from "../naming/refused-names.ts";
import { findCollision } from "../naming/secret-name.ts";
import { VARIABLE_NAME, variableName } from "../naming/variable-name.ts";
import { DeliveryError } from "./delivery-error.ts";
import { printableText } from "./printable-text.ts";

export type Deliverable = {
  readonly id: string;
  /** What the variable is called after: the secret's name, or its id where it was asked for by id. */
  readonly name: string;
  readonly value: string;
  readonly fieldNames: readonly string[] | null;
};

export type Variable = {
  readonly name: string;
  readonly value: string;
  /** The secret and field as people know them, safe for a terminal. */
  readonly label: string;
};

/**
 * Secrets as environment variables, exactly or not at all: a name that would take over the job, two that would share one
 * variable, or a value that is not text refuses the whole delivery, whatever the server says (DESIGN D12).
 */
export function expandSecrets(secrets: readonly Deliverable[], prefix = ""): Variable[] {
  const variables = secrets.flatMap((secret) => expandSecret(secret, prefix));
  const problems = variables.flatMap(({ name, label, value }) => {
    const problem = nameProblem(name) ?? textProblem(value);
    return problem === null ? [] : [`${label}: ${problem}`];
  });
  const collision = findCollision(variables.map(({ name, label }) => ({ label, variables: [name] })));
  if (collision !== null)
    problems.push(`${collision.first} and ${collision.second} would both be ${collision.variable}`);
  if (problems.length > 0)
    throw new DeliveryError(
      "Nothing was delivered, because these secrets cannot become variables:",
      problems,
      "Rename them in the dashboard, choose one project with --project, or leave them out of the machine's grants.",
    );
  return variables;
}

function expandSecret({ id, name, value, fieldNames }: Deliverable, prefix: string): Variable[] {
  const label = name === id ? id : `${printableText(name, 128)} (${printableText(id, 40)})`;
  const stem = `${prefix}${variableName(name)}`;
  if (fieldNames === null) return [{ name: stem, value, label }];
  const fields = parseFields(value);
  const isComplete = fields?.size === fieldNames.length && fieldNames.every((field) => fields.has(field));
  if (fields === null || !isComplete)
    throw new DeliveryError(
      `Nothing was delivered: ${label} does not hold the fields it names.`,
      [],
      "Save it again.",
    );
  return fieldNames.map((field) => ({
    name: `${stem}_${variableName(field)}`,
    value: fields.get(field) ?? "",
    label: `${label}, field ${printableText(field, 128)}`,
  }));
}

/** A structured value's fields in their stored order, or null when it is not a flat object of texts. */
export function parseFields(value: string): Map<string, string> | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    return null;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return null;
  const fields = new Map<string, string>();
  for (const [name, field] of Object.entries(parsed)) {
    if (typeof field !== "string") return null;
    fields.set(name, field);
  }
  return fields;
}

function nameProblem(name: string): string | null {
  if (!VARIABLE_NAME.test(name)) return `${printableText(name, 128) || "its name"} is not a variable's name`;
  return refusedName(name);
}

/** Why a value has no exact form outside JSON, or null. */
export function textProblem(value: string): string | null {
  if (value.includes("\0")) return "the value contains NUL, which no variable can hold";
  if (/\p{Surrogate}/u.test(value)) return "the value is not valid Unicode";
  return null;
}

import type {
  CliProject,
  CliSecret,
  ExportedSecret,
  ListedSecret,
  VerifyAccessBody,
} from "../contract/reads.ts";
import { malformedAnswer } from "./signed-client.ts";

/** Success bodies, checked key by key: a wrong answer must be an error, never an empty or half-read list. */
type Fields = Record<string, unknown>;

export function decodeSecretValue(origin: string, body: unknown): string {
  return reader(origin, body).text("value");
}

export function decodeListedSecrets(origin: string, body: unknown): ListedSecret[] {
  return rows(origin, body, "secrets").map((row) => ({
    id: row.text("id"),
    name: row.text("name"),
    fieldNames: row.optional("fieldNames"),
    projectId: row.optional("projectId"),
  }));
}

export function decodeExportedSecrets(origin: string, body: unknown): ExportedSecret[] {
  return rows(origin, body, "secrets").map((row) => ({
    id: row.text("id"),
    name: row.text("name"),
    value: row.text("value"),
    fieldNames: row.optional("fieldNames"),
  }));
}

export function decodeChanges(origin: string, body: unknown): ReadonlyMap<string, string> {
  const { fields } = reader(origin, reader(origin, body).fields.changes);
  return new Map(Object.entries(fields).map(([id, change]) => [id, reader(origin, change).text("status")]));
}

export function decodeProjects(origin: string, body: unknown): CliProject[] {
  return rows(origin, body, "projects").map((row) => ({
    projectId: row.text("projectId"),
    projectName: row.text("projectName"),
    applicationId: row.optional("applicationId"),
    applicationName: row.optional("applicationName"),
  }));
}

export function decodeCliSecrets(origin: string, body: unknown): CliSecret[] {
  return rows(origin, body, "secrets").map((row) => ({
    id: row.text("id"),
    name: row.text("name"),
    fieldNames: row.optional("fieldNames"),
    projectId: row.text("projectId"),
    projectName: row.text("projectName"),
    applicationId: row.optional("applicationId"),
    applicationName: row.optional("applicationName"),
    type: row.optional("fieldNames") === null ? "secret" : "structured",
  }));
}

export function decodeVerifyAccess(origin: string, body: unknown): VerifyAccessBody {
  const row = reader(origin, body);
  if (typeof row.fields.valid !== "boolean") throw malformedAnswer(origin);
  return {
    valid: row.fields.valid,
    projectName: row.optional("projectName"),
    error: row.optional("error"),
  };
}

/** Field names in their order, or null for a single value. */
export function decodeFieldNames(origin: string, fieldNames: string | null): string[] | null {
  if (fieldNames === null || fieldNames === "") return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(fieldNames);
  } catch {
    throw malformedAnswer(origin);
  }
  if (!Array.isArray(parsed) || !parsed.every((name) => typeof name === "string"))
    throw malformedAnswer(origin);
  return parsed.length === 0 ? null : parsed;
}

export function reader(origin: string, body: unknown) {
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw malformedAnswer(origin);
  const fields = body as Fields;
  return {
    fields,
    text(key: string): string {
      const value = fields[key];
      if (typeof value !== "string") throw malformedAnswer(origin);
      return value;
    },
    optional(key: string): string | null {
      const value = fields[key];
      if (value === undefined || value === null) return null;
      if (typeof value !== "string") throw malformedAnswer(origin);
      return value;
    },
  };
}

function rows(origin: string, body: unknown, key: string) {
  const list = reader(origin, body).fields[key];
  if (!Array.isArray(list)) throw malformedAnswer(origin);
  return list.map((row) => reader(origin, row));
}

import type { ZodType } from "zod";
import { AppError } from "#lib/errors.ts";
import { structureProblem } from "./json-structure.ts";

/** A body as it arrived: the bytes that were hashed and what the client called them. */
export type RawBody = { readonly bytes: Uint8Array; readonly contentType: string | null };

/** `application/json`, with or without parameters: the .NET client adds `; charset=utf-8`. */
const JSON_TYPE = /^application\/json[ \t]*(;|$)/i;

/**
 * The body as the schema's type. `whenEmpty` stands in for an absent body where a route allows one (wire-protocol: some
 * clients post nothing, without a content type). Parse errors carry no cause: V8 quotes the text, which may be a token.
 */
export function parseJson<T>(schema: ZodType<T>, body: RawBody, whenEmpty?: unknown): T {
  if (body.bytes.byteLength === 0 && whenEmpty !== undefined) return check(schema, whenEmpty);
  if (body.bytes.byteLength > 0 && !JSON_TYPE.test(body.contentType ?? ""))
    throw new AppError("unsupported_media_type");
  return check(schema, decode(body.bytes));
}

function decode(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) throw malformed("The request body is empty. Send a JSON object.");
  const { text, value } = parse(bytes);
  const problem = structureProblem(text);
  if (problem !== null) throw malformed(problem);
  return value;
}

function parse(bytes: Uint8Array): { text: string; value: unknown } {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, value: JSON.parse(text) };
  } catch {
    throw malformed("The request body is not valid JSON in UTF-8 without a byte order mark.");
  }
}

const malformed = (message: string) => new AppError("invalid_request", { message });

function check<T>(schema: ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  const first = issues[0];
  const message = first && (first.path === "" ? first.message : `${first.path}: ${first.message}`);
  throw new AppError("invalid_input", { issues, ...(message === undefined ? {} : { message }) });
}

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import { parse } from "yaml";

// dclint carries the Compose Specification's own schema (compose-spec/compose-spec, schema/compose-spec.json) and follows it.
const folder = dirname(createRequire(import.meta.url).resolve("dclint/package.json"));
const schema = JSON.parse(readFileSync(join(folder, "schemas", "compose.schema.json"), "utf8"));

// The draft's address lacks its closing #, by which Ajv knows it; the schema's own words, such as patternProperties beside
// unevaluated ones, are not Ajv's idea of a strict schema.
const isCompose = new Ajv({ allErrors: true, strict: false }).compile({
  ...schema,
  $schema: undefined,
});

/** What the Compose Specification has against this file; empty when it is one. Throws on text that is no YAML. */
export function composeProblems(text: string): string[] {
  if (isCompose(parse(text))) return [];
  return (isCompose.errors ?? []).map(({ instancePath, message, params }) => {
    const extra = Object.values(params).join(", ");
    return `${instancePath || "/"}: ${message} (${extra})`;
  });
}

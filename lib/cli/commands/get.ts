import { ClientError } from "../../sdk/client-error.ts";
import { parseFields } from "../../sdk/expand-secrets.ts";
import type { OfflineCache } from "../../sdk/offline-cache.ts";
import { printableText } from "../../sdk/printable-text.ts";
import type { Machine } from "../../sdk/signed-client.ts";
import { findListed } from "../collect-secrets.ts";
import { type Command, optionValue, requiredArgument } from "../command.ts";
import { isSecretId } from "../find-secret.ts";
import { answerOrCache } from "../offline/answer-or-cache.ts";
import { cachedOne } from "../offline/cached-secrets.ts";
import { readAndKeepNamed } from "../offline/keep-values.ts";
import { CACHE_DETAIL, offlineOption } from "../offline/offline-option.ts";
import { openSource } from "../offline/secret-source.ts";
import { outputOption } from "../output-option.ts";

export const getCommand: Command = {
  name: "get",
  summary: "Read one secret, or one field of it.",
  details: [
    "The value is printed byte for byte; on a terminal, and only there, a line break follows it.",
    "A name instead of an id works where exactly one granted secret has that name.",
    CACHE_DETAIL,
  ],
  arguments: [
    { name: "secret", about: "the secret's id, such as sk_9f3kx0w2ab, or its exact name", isRequired: true },
    { name: "field", about: "one field of a structured secret", isRequired: false },
  ],
  options: [outputOption, offlineOption],
  stdout: "the value; with -o json an object with id, value and, for a structured secret, fields",
  stderr: "nothing, how old a cached value is, or why it failed",
  examples: [
    "sikkerkey get sk_9f3kx0w2ab",
    "sikkerkey get sk_9f3kx0w2ab password",
    "sikkerkey get API_KEY -o json",
  ],
  async run(call, terminal) {
    const source = await openSource(call, terminal);
    const asked = requiredArgument(call, "secret");
    const { answer } = await answerOrCache(source, {
      online: (cache) => readOne(source.machine, cache, asked),
      cached: (cache) => cachedOne(cache, asked),
    });
    const { id, value } = answer;
    const fields = parseFields(value);
    const field = call.arguments.get("field");
    const found = field === undefined ? value : readField(fields, field);
    if (optionValue(call, "output") === "json") {
      const isStructured = field === undefined && fields !== null && fields.size > 0;
      const parts = isStructured ? { fields: Object.fromEntries(fields) } : {};
      const whole = field === undefined ? { ...parts, id, value } : { field, id, value: found };
      terminal.out(`${JSON.stringify(whole, null, 2)}\n`);
    } else terminal.out(terminal.isOutTerminal ? `${found}\n` : found);
    return 0;
  },
};

async function readOne(machine: Machine, cache: OfflineCache | null, asked: string) {
  const listed = isSecretId(asked) ? null : await findListed(machine, cache, asked);
  const id = listed?.id ?? asked;
  return { id, value: await readAndKeepNamed(machine, cache, { id, listed }) };
}

function readField(fields: ReadonlyMap<string, string> | null, field: string): string {
  const found = fields?.get(field);
  if (found !== undefined) return found;
  const names = [...(fields?.keys() ?? [])].map((name) => printableText(name, 80)).join(", ");
  throw new ClientError("not_found", `The secret has no field ${printableText(field, 80)}.`, {
    remedy: names === "" ? "It is a single value: leave the field out." : `Its fields are: ${names}.`,
  });
}

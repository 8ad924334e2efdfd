import { ClientError } from "../../sdk/client-error.ts";
import { parseFields } from "../../sdk/expand-secrets.ts";
import { loadMachine } from "../../sdk/load-machine.ts";
import { printableText } from "../../sdk/printable-text.ts";
import { getSecretValue, listReadable } from "../../sdk/read-secrets.ts";
import { type Command, optionValue, requiredArgument } from "../command.ts";
import { findSecretByName, isSecretId } from "../find-secret.ts";
import { outputOption } from "../output-option.ts";

export const getCommand: Command = {
  name: "get",
  summary: "Read one secret, or one field of it.",
  details: [
    "The value is printed byte for byte; on a terminal, and only there, a line break follows it.",
    "A name instead of an id works where exactly one granted secret has that name.",
  ],
  arguments: [
    { name: "secret", about: "the secret's id, such as sk_9f3kx0w2ab, or its exact name", isRequired: true },
    { name: "field", about: "one field of a structured secret", isRequired: false },
  ],
  options: [outputOption],
  stdout: "the value; with -o json an object with id, value and, for a structured secret, fields",
  stderr: "nothing, or why it failed",
  examples: [
    "sikkerkey get sk_9f3kx0w2ab",
    "sikkerkey get sk_9f3kx0w2ab password",
    "sikkerkey get API_KEY -o json",
  ],
  async run(call, terminal) {
    const machine = loadMachine(terminal.env);
    const asked = requiredArgument(call, "secret");
    const id = isSecretId(asked) ? asked : findSecretByName(await listReadable(machine, null), asked).id;
    const value = await getSecretValue(machine, id);
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

function readField(fields: ReadonlyMap<string, string> | null, field: string): string {
  const found = fields?.get(field);
  if (found !== undefined) return found;
  const names = [...(fields?.keys() ?? [])].map((name) => printableText(name, 80)).join(", ");
  throw new ClientError("not_found", `The secret has no field ${printableText(field, 80)}.`, {
    remedy: names === "" ? "It is a single value: leave the field out." : `Its fields are: ${names}.`,
  });
}

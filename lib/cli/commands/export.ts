import { DeliveryError } from "../../sdk/delivery-error.ts";
import { expandSecrets } from "../../sdk/expand-secrets.ts";
import { collectSecrets } from "../collect-secrets.ts";
import { type Command, optionValue } from "../command.ts";
import { totalSizeProblem } from "../exec-limits.ts";
import { FORMAT_NAMES, FORMATS, type FormatName, isFormatName } from "../formats/format-table.ts";
import { CACHE_DETAIL, offlineOption } from "../offline/offline-option.ts";
import { openSource } from "../offline/secret-source.ts";
import { printVariables } from "../print-variables.ts";
import { projectOption } from "../project-option.ts";

export const exportCommand: Command = {
  name: "export",
  summary: "Print every granted secret as variables.",
  details: [
    "A structured secret becomes one variable for each field, NAME_FIELD. What a format cannot express exactly is refused by name, and then nothing is printed.",
    CACHE_DETAIL,
    ...Object.entries(FORMATS).map(([name, { about }]) => `${name}: ${about}.`),
  ],
  arguments: [],
  options: [
    {
      name: "format",
      value: "format",
      choices: FORMAT_NAMES,
      about: "env is the default; use shell for what a shell will source",
    },
    { name: "project", value: "name or id", about: "only the secrets of this project" },
    offlineOption,
  ],
  stdout: "the variables in the chosen format",
  stderr: "nothing, how old cached values are, or why it failed",
  examples: [
    "sikkerkey export --format json",
    "sikkerkey export --format dotenv --project Production > .env",
  ],
  async run(call, terminal) {
    const format = formatOf(optionValue(call, "format"));
    const project = projectOption(call, "export");
    const { secrets } = await collectSecrets(await openSource(call, terminal), { asked: null, project });
    const variables = expandSecrets(secrets);
    const tooLarge =
      format === "shell" ? totalSizeProblem(variables, terminal.env, [], process.platform) : null;
    if (tooLarge !== null)
      throw new DeliveryError(
        `Nothing was printed: after sourcing it no program could start, because ${tooLarge}.`,
        [],
        "Choose one project with --project, or read large values with `sikkerkey get`.",
      );
    terminal.out(printVariables(variables, format));
    if (variables.length === 0) terminal.note("No secret is granted here, so nothing is exported.");
    return 0;
  },
};

function formatOf(name: string | null): FormatName {
  if (name === null) return "env";
  if (!isFormatName(name)) throw new Error("The parser let an unknown format through.");
  return name;
}

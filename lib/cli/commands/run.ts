import { type Deliverable, expandSecrets, type Variable } from "../../sdk/expand-secrets.ts";
import { loadMachine } from "../../sdk/load-machine.ts";
import type { Machine } from "../../sdk/signed-client.ts";
import { chooseSecrets, collectAll, collectChosen, outline, outlineAll } from "../collect-secrets.ts";
import { type Call, type Command, hasFlag, optionValue } from "../command.ts";
import { totalSizeProblem, variableSizeProblem } from "../exec-limits.ts";
import { findProject } from "../find-project.ts";
import { runChild, tooLarge } from "../run-child.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export const runCommand: Command = {
  name: "run",
  summary: "Run a command with secrets in its environment, and nowhere else.",
  details: [
    "Values reach the command through its environment only: no file, no argument. Signals are passed on and the exit code is the command's.",
    "A secret asked for by id becomes a variable called after the id (SK_…), one asked for by name or with --all after its name.",
  ],
  arguments: [],
  options: [
    { name: "secret", value: "id or name", isRepeatable: true, about: "this secret; may be repeated" },
    { name: "all", about: "every secret granted to this machine" },
    { name: "project", value: "name or id", about: "only secrets of this project" },
    { name: "prefix", value: "text", about: "put before every variable's name as it is" },
    { name: "dry-run", about: "print the names, read no value and run nothing" },
  ],
  takesCommand: true,
  stdout: "the command's; with --dry-run one `NAME=****` line each",
  stderr: "the command's; with --dry-run the count; or why it was not run",
  exits: [
    { code: "126", meaning: "the command cannot be started" },
    { code: "127", meaning: "the command is not found" },
    { code: "128+n", meaning: "signal n ended the command" },
    { code: "other", meaning: "the command's own" },
  ],
  examples: [
    "sikkerkey run --all -- node app.js",
    "sikkerkey run --secret API_KEY --secret sk_9f3kx0w2ab -- ./deploy.sh",
  ],
  async run(call, terminal) {
    const isDryRun = hasFlag(call, "dry-run");
    checkCall(call, isDryRun);
    const machine = loadMachine(terminal.env);
    const secrets = await collect(call, machine, isDryRun);
    const variables = expandSecrets(secrets, optionValue(call, "prefix") ?? "");
    if (isDryRun) return printNames(variables, terminal);
    checkSizes(variables, call.rest, terminal);
    if (variables.length === 0) terminal.note("No secret is granted here; the command runs without any.");
    return runChild(call.rest, variables, terminal);
  },
};

function checkCall(call: Call, isDryRun: boolean): void {
  const fail = (message: string) => new UsageError(message, "run");
  if (hasFlag(call, "all") === call.options.has("secret")) throw fail("Use either --all or --secret.");
  if (call.rest.length === 0 && !isDryRun) throw fail("Put the command to run after `--`.");
  const prefix = optionValue(call, "prefix");
  if (prefix !== null && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(prefix))
    throw fail("--prefix begins with a letter or _, then letters, digits and _.");
}

async function collect(call: Call, machine: Machine, isDryRun: boolean): Promise<Deliverable[]> {
  const asked = optionValue(call, "project");
  const projectId = asked === null ? null : (await findProject(machine, asked)).projectId;
  if (hasFlag(call, "all")) return isDryRun ? outlineAll(machine, projectId) : collectAll(machine, projectId);
  const chosen = await chooseSecrets(machine, call.options.get("secret") ?? [], projectId);
  return isDryRun ? chosen.map(outline) : collectChosen(machine, chosen);
}

function printNames(variables: readonly Variable[], terminal: Terminal): number {
  terminal.out(variables.map(({ name }) => `${name}=****\n`).join(""));
  terminal.note(
    `${variables.length} ${variables.length === 1 ? "variable" : "variables"}; no value was read.`,
  );
  return 0;
}

function checkSizes(variables: readonly Variable[], words: readonly string[], { env }: Terminal): void {
  for (const variable of variables) {
    const problem = variableSizeProblem(variable, process.platform);
    if (problem !== null) throw tooLarge(`${variable.name} from ${variable.label} does not fit: ${problem}`);
  }
  const problem = totalSizeProblem(variables, env, words, process.platform);
  if (problem !== null) throw tooLarge(problem);
}

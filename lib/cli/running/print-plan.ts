import { join, resolve } from "node:path";
import { expandSecrets } from "../../sdk/expand-secrets.ts";
import { outlineSecrets } from "../collect-secrets.ts";
import type { SecretSource } from "../offline/secret-source.ts";
import type { Terminal } from "../terminal.ts";
import type { RunCall } from "./run-call.ts";

/** What `run` would deliver, by name; gives the exit code. */
export async function printPlan(asked: RunCall, source: SecretSource, terminal: Terminal): Promise<number> {
  const { selection, prefix, filesIn } = asked;
  const variables = expandSecrets(await outlineSecrets(source, selection), prefix);
  terminal.out(
    variables
      .map(({ name }) =>
        filesIn === null ? `${name}=****\n` : `${name}_FILE=${join(resolve(filesIn), name)}\n`,
      )
      .join(""),
  );
  const count = `${variables.length} ${variables.length === 1 ? "variable" : "variables"}`;
  terminal.note(`${count}; ${source.isOffline ? "nothing was run" : "no value was read"}.`);
  return 0;
}

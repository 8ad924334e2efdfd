import { ClientError } from "../../sdk/client-error.ts";
import { expandSecrets, type Variable } from "../../sdk/expand-secrets.ts";
import { pollChanges } from "../../sdk/read-secrets.ts";
import { type Collected, collectOnline, collectSecrets } from "../collect-secrets.ts";
import { type Delivery, environmentDelivery } from "../delivery/delivery.ts";
import { openFileDelivery } from "../delivery/file-delivery.ts";
import { isInMemory } from "../delivery/memory-folder.ts";
import { totalSizeProblem, variableSizeProblem } from "../exec-limits.ts";
import type { SecretSource } from "../offline/secret-source.ts";
import { makeRedactor, shortValuesNote } from "../redact/redact-output.ts";
import type { Terminal } from "../terminal.ts";
import { replaceProcess } from "./replace-process.ts";
import type { RunCall } from "./run-call.ts";
import { runChild } from "./run-child.ts";
import { runWatched } from "./run-watched.ts";
import { startChild } from "./start-child.ts";
import { tooLarge } from "./start-failure.ts";
import type { Delivered } from "./watch-plan.ts";

/** Collects, delivers, runs and tidies up; gives the exit code. */
export async function runSecrets(asked: RunCall, source: SecretSource, terminal: Terminal): Promise<number> {
  const delivery = openDelivery(asked, terminal);
  try {
    const first = prepare(asked, delivery, terminal, await collectSecrets(source, asked.selection));
    if (first.variables.length === 0) throw nothingGranted(asked);
    const note = asked.isRedacted ? shortValuesNote(first.variables) : null;
    if (note !== null) terminal.note(note);
    const isWatched = asked.intervalSeconds !== null;
    const start = (variables: readonly Variable[]) => {
      delivery.write(variables);
      const redactor = asked.isRedacted ? makeRedactor(variables.map(({ value }) => value)) : null;
      const delivered = delivery.outline(variables);
      const mayReplace = !isWatched && redactor === null && asked.filesIn === null;
      if (mayReplace) replaceProcess({ words: asked.words, variables: delivered });
      return startChild(
        { words: asked.words, variables: delivered, isOwnGroup: isWatched, redactor },
        terminal,
      );
    };
    if (asked.intervalSeconds === null) return await runChild(() => start(first.variables), terminal);
    const { machine, cache } = source;
    return await runWatched(
      {
        first,
        intervalSeconds: asked.intervalSeconds,
        poll: (ids, signal) => pollChanges({ ...machine, sending: { signal } }, ids),
        async read(signal) {
          const secrets = await collectOnline({ ...machine, sending: { signal } }, cache, asked.selection);
          return prepare(asked, delivery, terminal, { secrets, isCached: false });
        },
        start,
      },
      terminal,
    );
  } finally {
    delivery.close();
  }
}

/** A command that waits for its secrets would start without them and fail later, somewhere else. */
function nothingGranted({ selection }: RunCall): ClientError {
  const where = selection.project === null ? "" : " of this project";
  return new ClientError("denied", `The command was not run: no secret${where} is granted to this machine.`, {
    remedy: "Grant it some on its page under Machines, or run the command without sikkerkey.",
  });
}

function openDelivery({ filesIn }: RunCall, terminal: Terminal): Delivery {
  if (filesIn === null) return environmentDelivery;
  const delivery = openFileDelivery(filesIn);
  if (isInMemory(filesIn) === false)
    terminal.note("sikkerkey: --files is not in memory, so values reach a disk; /dev/shm would be.");
  return delivery;
}

/** What a command can be started with, or an error before anything is written. */
function prepare(
  { prefix, words }: RunCall,
  delivery: Delivery,
  { env }: Terminal,
  { secrets, isCached }: Collected,
): Delivered {
  const variables = expandSecrets(secrets, prefix);
  const outlined = delivery.outline(variables);
  for (const variable of outlined) {
    const problem = variableSizeProblem(variable, process.platform);
    if (problem !== null) throw tooLarge(`${variable.name} from ${variable.label} does not fit: ${problem}`);
  }
  const problem = totalSizeProblem(outlined, env, words, process.platform);
  if (problem !== null) throw tooLarge(problem);
  return { variables, secretIds: secrets.map(({ id }) => id), isCached };
}

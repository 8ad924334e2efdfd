import type { Selection } from "../collect-secrets.ts";
import { type Call, hasFlag, optionValue } from "../command.ts";
import { projectOption } from "../project-option.ts";
import { UsageError } from "../usage-error.ts";

export type RunCall = {
  readonly selection: Selection;
  readonly prefix: string;
  readonly words: readonly string[];
  /** Null without --watch. */
  readonly intervalSeconds: number | null;
  readonly isRedacted: boolean;
  /** Null when values go into the environment. */
  readonly filesIn: string | null;
};

const INTERVAL_DEFAULT = 15;
const INTERVAL_MIN = 10;
const INTERVAL_MAX = 86_400;

/** The options of `run`, or a `UsageError` for those that do not go together. */
export function readRunCall(call: Call): RunCall {
  const asked = call.options.get("secret") ?? null;
  const isAll = hasFlag(call, "all");
  if (isAll === (asked !== null)) throw fail("Use either --all or --secret.");
  if (call.rest.length === 0 && !hasFlag(call, "dry-run")) throw fail("Put the command to run after `--`.");
  const prefix = optionValue(call, "prefix");
  if (prefix !== null && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(prefix))
    throw fail("--prefix begins with a letter or _, then letters, digits and _.");
  const filesIn = optionValue(call, "files");
  if (filesIn === "") throw fail("--files needs a folder.");
  return {
    selection: { asked, project: projectOption(call, "run") },
    prefix: prefix ?? "",
    words: call.rest,
    intervalSeconds: readInterval(call),
    isRedacted: hasFlag(call, "redact"),
    filesIn,
  };
}

function readInterval(call: Call): number | null {
  const text = optionValue(call, "interval");
  if (!hasFlag(call, "watch")) {
    if (text !== null) throw fail("--interval goes with --watch.");
    return null;
  }
  if (hasFlag(call, "offline")) throw fail("--watch asks the server, which --offline never does.");
  if (text === null) return INTERVAL_DEFAULT;
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (seconds < INTERVAL_MIN || seconds > INTERVAL_MAX)
    throw fail(`--interval is whole seconds from ${INTERVAL_MIN} to ${INTERVAL_MAX}.`);
  return seconds;
}

const fail = (message: string) => new UsageError(message, "run");

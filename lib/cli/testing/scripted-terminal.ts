import type { ClientEnvironment } from "../../sdk/client-home.ts";
import { sleep } from "../sleep.ts";
import type { Terminal } from "../terminal.ts";

export type ScriptedTerminal = Terminal & {
  readonly printed: string[];
  readonly noted: string[];
  readonly asked: string[];
};

/** A terminal without a process behind it. With answers somebody sits there and gives them in turn. */
export function scriptedTerminal(
  env: ClientEnvironment,
  { answers = null as readonly string[] | null } = {},
): ScriptedTerminal {
  const left = [...(answers ?? [])];
  const [printed, noted, asked]: [string[], string[], string[]] = [[], [], []];
  const answer = (question: string) => {
    asked.push(question);
    return Promise.resolve(left.shift() ?? "");
  };
  return {
    env,
    printed,
    noted,
    asked,
    isOutTerminal: false,
    isInTerminal: answers !== null,
    isInteractive: answers !== null,
    out: (text) => void printed.push(text),
    note: (line) => void noted.push(line),
    readInput: () => Promise.resolve(""),
    askHidden: answer,
    ask: answer,
    sleep,
  };
}

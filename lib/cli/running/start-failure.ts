import { DeliveryError } from "../../sdk/delivery-error.ts";
import type { Terminal } from "../terminal.ts";

/** The exit code of a program that could not be started, said on standard error; or the reason to choose fewer secrets. */
export async function startFailure(error: unknown, file: string, terminal: Terminal): Promise<number> {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "E2BIG") throw tooLarge("the system refuses this many bytes of variables and arguments");
  const isMissing = code === "ENOENT";
  const reason = isMissing
    ? "it, or the interpreter it names, is not found"
    : `it cannot be started (${code})`;
  terminal.note(`sikkerkey: ${JSON.stringify(file)} was not run: ${reason}.`);
  return isMissing ? 127 : 126;
}

export function tooLarge(reason: string): DeliveryError {
  return new DeliveryError(
    `The command was not run, because ${reason}.`,
    [],
    "Choose fewer secrets with --secret or --project, deliver them as files with --files, or read large values with `sikkerkey get`.",
  );
}

import { type Call, hasFlag, optionValue } from "./command.ts";
import { UsageError } from "./usage-error.ts";

/** The project asked for, or null. */
export function projectOption(call: Call, command: string): string | null {
  const project = optionValue(call, "project");
  if (project !== null && hasFlag(call, "offline"))
    throw new UsageError("--offline knows no projects: leave --project out.", command);
  return project;
}

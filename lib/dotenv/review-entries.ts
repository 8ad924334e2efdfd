import { nameProblem } from "../naming/secret-name.ts";
import { valueProblem } from "../naming/value-problem.ts";
import { variableName } from "../naming/variable-name.ts";
import type { DotenvEntry, DotenvLine, DotenvReading } from "./dotenv-reading.ts";

/** Holds what was read to the rules of saving: names, values, repetition. */
export function reviewEntries(lines: readonly DotenvLine[]): DotenvReading {
  const lastOfName = new Map<string, number>();
  for (const read of lines) if (read.kind === "entry") lastOfName.set(read.name, read.line);
  const byVariable = new Map<string, DotenvEntry>();
  const reviewed = lines.map((read) => {
    if (read.kind !== "entry") return read;
    const last = lastOfName.get(read.name) ?? read.line;
    if (last !== read.line) return { ...read, replacedAt: last };
    return reviewEntry(read, byVariable);
  });
  const secrets = reviewed.flatMap((read) =>
    read.kind === "entry" && read.problem === null && read.replacedAt === null
      ? [{ name: read.name, value: read.value }]
      : [],
  );
  return { lines: reviewed, secrets };
}

function reviewEntry(entry: DotenvEntry, byVariable: Map<string, DotenvEntry>): DotenvEntry {
  const { name, value } = entry;
  const problem = nameProblem(name) ?? valueProblem(value);
  if (problem) return { ...entry, problem };
  const variable = variableName(name);
  const first = byVariable.get(variable);
  if (first)
    return {
      ...entry,
      problem: `Arrives as ${variable}, like ${first.name} on line ${first.line}. Rename one.`,
    };
  byVariable.set(variable, entry);
  const warnings = [...entry.warnings];
  if (variable !== name) warnings.push(`Arrives as ${variable}.`);
  if (value === "") warnings.push("The value is empty.");
  return { ...entry, warnings };
}

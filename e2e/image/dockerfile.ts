import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Instruction = { readonly name: string; readonly rest: string };
export type Stage = readonly Instruction[];

/** The stages of the Dockerfile as an engine reads them, without comments and with continued lines joined. */
export function readStages(): readonly Stage[] {
  const text = readFileSync(join(import.meta.dirname, "../../Dockerfile"), "utf8");
  const lines = text
    .replace(/^#.*\n/gm, "")
    .replace(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line !== "");
  const stages: Instruction[][] = [];
  for (const line of lines) {
    const [name = "", rest = ""] = line.split(/ (.*)/s);
    if (name === "FROM") stages.push([]);
    stages.at(-1)?.push({ name, rest });
  }
  return stages;
}

export const all = (stage: Stage, name: string): string[] =>
  stage.filter((instruction) => instruction.name === name).map(({ rest }) => rest);

/** What the image runs by itself, in the form that needs no shell. */
export function commandOf(stage: Stage, name: "CMD" | "HEALTHCHECK"): string[] {
  const [rest = ""] = all(stage, name);
  return JSON.parse(rest.slice(rest.indexOf("[")));
}

/** Variables that the image sets. */
export const environmentOf = (stage: Stage): Record<string, string> =>
  Object.fromEntries(all(stage, "ENV").flatMap((rest) => rest.split(" ").map((pair) => pair.split("="))));

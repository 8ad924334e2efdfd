import type { Command } from "./command.ts";
import { COMMANDS } from "./command-table.ts";
import { allOptions, argumentAbout, exitsOf, optionLabel, usageTail } from "./render-help.ts";

/** The reference page as Markdown, made from the table that also makes the parser and `--help`. */
export function renderReference(): string {
  return `${COMMANDS.map(renderCommand).join("\n\n")}\n`;
}

function renderCommand(command: Command): string {
  const parts = [
    `## ${command.name}`,
    command.summary,
    ["```", `sikkerkey ${usageTail(command)}`, "```"].join("\n"),
    ...command.details,
    table(
      ["Argument", "Meaning"],
      command.arguments.map((spec) => [code(`<${spec.name}>`), argumentAbout(spec)]),
    ),
    table(
      ["Option", "Meaning"],
      allOptions(command).map((option) => [code(optionLabel(option)), option.about]),
    ),
    table(
      ["Stream", "What it prints"],
      [
        ["stdout", command.stdout],
        ["stderr", command.stderr],
      ],
    ),
    table(
      ["Exit code", "Meaning"],
      exitsOf(command).map((exit) => [exit.code, exit.meaning]),
    ),
    ["```sh", ...command.examples, "```"].join("\n"),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function table(head: readonly [string, string], rows: readonly (readonly [string, string])[]): string {
  if (rows.length === 0) return "";
  const line = ([left, right]: readonly [string, string]) => `| ${cell(left)} | ${cell(right)} |`;
  return [line(head), "| --- | --- |", ...rows.map(line)].join("\n");
}

const code = (text: string) => `\`${text}\``;
// Also inside code a bar ends the cell.
const cell = (text: string) => text.replaceAll("|", "\\|");

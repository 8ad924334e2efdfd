import { type ArgumentSpec, COMMON_EXITS, type Command, type OptionSpec } from "./command.ts";

/** The overview: every command with its summary, and where more is written. */
export function renderOverview(commands: readonly Command[]): string {
  const rows = commands.map((command) => [usageTail(command), command.summary] as const);
  return [
    "sikkerkey: read secrets with this machine's own key",
    "",
    "Usage: sikkerkey <command> [arguments]",
    "",
    ...columns(rows),
    "",
    "`sikkerkey <command> --help` shows arguments, output and exit codes.",
    "",
  ].join("\n");
}

export function renderHelp(command: Command): string {
  const sections = [
    [`Usage: sikkerkey ${usageTail(command)}`, "", command.summary],
    command.details,
    section("Arguments", columns(command.arguments.map((spec) => [`<${spec.name}>`, argumentAbout(spec)]))),
    section("Options", columns(allOptions(command).map((option) => [optionLabel(option), option.about]))),
    section(
      "Output",
      columns([
        ["stdout", command.stdout],
        ["stderr", command.stderr],
      ]),
    ),
    section("Exit codes", columns(exitsOf(command).map(({ code, meaning }) => [code, meaning]))),
    section(
      "Examples",
      command.examples.map((example) => `  ${example}`),
    ),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

export function usageTail(command: Command): string {
  const words = command.arguments.map((spec) => {
    const label = spec.choices ? spec.choices.join("|") : `<${spec.name}>`;
    return spec.isRequired ? label : `[${label}]`;
  });
  return [
    command.name,
    ...words,
    ...(command.options.length > 0 ? ["[options]"] : []),
    ...(command.takesCommand ? ["-- <command> [arguments]"] : []),
  ].join(" ");
}

export const exitsOf = (command: Command) => [...COMMON_EXITS, ...(command.exits ?? [])];

const HELP_OPTION: OptionSpec = { name: "help", short: "h", about: "show this text" };
export const allOptions = (command: Command): readonly OptionSpec[] => [...command.options, HELP_OPTION];

export function optionLabel(option: OptionSpec): string {
  const value = option.value === undefined ? "" : ` ${option.choices?.join("|") ?? `<${option.value}>`}`;
  return `${option.short === undefined ? "" : `-${option.short}, `}--${option.name}${value}`;
}

export const argumentAbout = (spec: ArgumentSpec) =>
  spec.isRequired ? spec.about : `${spec.about} (optional)`;

const section = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : [`${title}:`, ...lines];

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const widest = Math.max(0, ...rows.map(([left]) => left.length).filter((length) => length <= 34));
  return rows.map(([left, right]) =>
    left.length > widest
      ? `  ${left}\n  ${" ".repeat(widest)}  ${right}`
      : `  ${left.padEnd(widest)}  ${right}`,
  );
}

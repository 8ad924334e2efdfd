import type { OptionSpec } from "./command.ts";

export const outputOption: OptionSpec = {
  name: "output",
  short: "o",
  value: "format",
  choices: ["text", "json"],
  about: "how to print it; text is the default",
};

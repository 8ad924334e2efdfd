import { dotenvFormat } from "./dotenv.ts";
import { envFormat } from "./env.ts";
import type { Format } from "./format.ts";
import { jsonFormat } from "./json.ts";
import { shellFormat } from "./shell.ts";
import { yamlFormat } from "./yaml.ts";

/** The first is the default, as in every SikkerKey CLI. */
export const FORMATS = {
  env: envFormat,
  dotenv: dotenvFormat,
  json: jsonFormat,
  yaml: yamlFormat,
  shell: shellFormat,
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS);

export function isFormatName(text: string): text is FormatName {
  return Object.hasOwn(FORMATS, text);
}

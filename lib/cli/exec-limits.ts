import { EXEC_VARIABLE_MAX_BYTES } from "../naming/secret-name.ts";
import type { Variable } from "../sdk/expand-secrets.ts";

/** Bytes a new program's variables and words may take: each one with its NUL, and all of them with their pointers. */
type Limits = { readonly variable: number; readonly total: number };

const LINUX: Limits = { variable: EXEC_VARIABLE_MAX_BYTES, total: 2 * 1024 * 1024 };
const BY_PLATFORM: Readonly<Record<string, Limits>> = {
  darwin: { variable: 1024 * 1024, total: 1024 * 1024 },
  win32: { variable: 32_767, total: 64 * 1024 * 1024 },
};
const POINTER_BYTES = 8;
/** Left for the words of the program and for what the system itself adds. */
const RESERVED_BYTES = 16 * 1024;

const bytes = (text: string) => Buffer.byteLength(text, "utf8");
const entryBytes = (name: string, value: string) => bytes(name) + 1 + bytes(value) + 1;

/** Why one variable would make every later program fail to start ("Argument list too long"), or null. */
export function variableSizeProblem({ name, value }: Variable, platform: NodeJS.Platform): string | null {
  const { variable } = BY_PLATFORM[platform] ?? LINUX;
  return entryBytes(name, value) > variable
    ? `the value takes ${bytes(value)} bytes; name and value of a variable may take ${variable} together here`
    : null;
}

/** The same for everything together with the environment there already is, or null. */
export function totalSizeProblem(
  variables: readonly Variable[],
  env: Readonly<Record<string, string | undefined>>,
  words: readonly string[],
  platform: NodeJS.Platform,
): string | null {
  const { total } = BY_PLATFORM[platform] ?? LINUX;
  const names = new Set(variables.map(({ name }) => name));
  let sum = RESERVED_BYTES;
  for (const [name, value] of Object.entries(env))
    if (value !== undefined && !names.has(name)) sum += entryBytes(name, value) + POINTER_BYTES;
  for (const { name, value } of variables) sum += entryBytes(name, value) + POINTER_BYTES;
  for (const word of words) sum += bytes(word) + 1 + POINTER_BYTES;
  return sum > total
    ? `variables and arguments would take ${sum} bytes together; ${total} are allowed here`
    : null;
}

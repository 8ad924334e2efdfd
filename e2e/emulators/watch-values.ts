import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { READERS, reportOf, TOKEN_VARIABLE } from "./probes.ts";
import type { Sandbox } from "./sandbox.ts";

/** Compares what each reader saw with what was stored, byte for byte, and looks whether the token was still there. */
export function wrongValues(sandbox: Sandbox, secrets: Readonly<Record<string, string>>): string[] {
  return READERS.flatMap((reader) => {
    const folder = reportOf(sandbox, reader);
    const wrong = Object.entries(secrets).flatMap(([name, value]) => {
      const path = join(folder, name);
      if (!existsSync(path)) return [`value: ${reader} does not see ${name}`];
      return readFileSync(path).equals(Buffer.from(value)) ? [] : [`value: ${reader} sees another ${name}`];
    });
    const sawToken = existsSync(join(folder, TOKEN_VARIABLE));
    return sawToken ? [...wrong, `token: ${reader} still sees the token`] : wrong;
  });
}

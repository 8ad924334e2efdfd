import { lstatSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ClientError } from "../sdk/client-error.ts";
import { printableText } from "../sdk/printable-text.ts";

// The key first, because it is what must not stay; the identity last, so that an interrupted delete can be run again.
const OURS = ["private.pem", "cache", "cli.json", "identity.json"] as const;

/** Removes one vault's files and its folder; `left` counts what somebody else put there, which stays. */
export function deleteIdentity(folder: string): { readonly left: number } {
  if (!lstatSync(folder).isDirectory())
    throw new ClientError(
      "input",
      `${printableText(folder)} is no folder of its own, so nothing was removed.`,
      {
        remedy: "It is a link or a file somebody else made; remove it by hand.",
      },
    );
  try {
    // A link among them is removed, never what it leads to.
    for (const name of OURS) rmSync(join(folder, name), { recursive: true, force: true });
    const left = readdirSync(folder).length;
    if (left === 0) rmdirSync(folder);
    return { left };
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
    throw new ClientError("input", `${printableText(folder)} could not be removed whole (${code}).`, {
      remedy: "Check the permissions of the folder, then run this command again.",
      cause,
    });
  }
}

import type { WriteVersionInput } from "#lib/contract/secrets.ts";
import type { UserContext } from "../context.ts";
import { appendVersion } from "./append-version.ts";

/** A new value for a secret, as the version after the one its writer saw. */
export function writeVersion(ctx: UserContext, input: WriteVersionInput): Promise<{ version: number }> {
  const blame = { path: "content", remedy: "Name the fields otherwise." };
  return appendVersion(ctx, { ...input, restoredFrom: null }, blame);
}

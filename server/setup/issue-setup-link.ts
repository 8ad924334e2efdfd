import { isInstanceClaimed, replaceSetupLinks } from "#db/queries/setup.ts";
import type { Context, SystemActor } from "../context.ts";
import { hashToken, randomSecret } from "../crypto/opaque-token.ts";

export const SETUP_LINK_SECONDS = 30 * 60;

/**
 * The secret of a new set-up link, for `<baseUrl>/set-up#<secret>`; older links end with it. Null once the instance has an
 * owner. The caller prints it to the person who started the server, and keeps it out of every log.
 */
export async function issueSetupLink(ctx: Context<SystemActor>): Promise<string | null> {
  if (await isInstanceClaimed(ctx.db)) return null;
  const secret = randomSecret();
  await replaceSetupLinks(ctx.db, hashToken(secret), SETUP_LINK_SECONDS);
  return secret;
}

import { listTokens as listStored } from "#db/queries/tokens.ts";
import type { TokenView } from "#lib/contract/tokens.ts";
import type { UserContext } from "../context.ts";
import { tokenView } from "./token-view.ts";

/** Every token of the vault, ended ones too, the newest first. */
export async function listTokens(ctx: UserContext): Promise<TokenView[]> {
  return (await listStored(ctx.db, ctx.actor.vaultId)).map((token) => tokenView(token, ctx.now));
}

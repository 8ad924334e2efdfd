import { inTransaction } from "#db/client.ts";
import {
  claimInstance,
  insertOwner,
  isInstanceClaimed,
  isLiveSetupLink,
  takeSetupLink,
} from "#db/queries/setup.ts";
import type { CreateOwnerInput } from "#lib/contract/account.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { recordEvent } from "../audit/record-event.ts";
import { actingAs, type Context } from "../context.ts";
import { hashToken } from "../crypto/opaque-token.ts";
import { hashPassword } from "../crypto/password.ts";

/**
 * Makes the first owner and their vault, once in the life of an instance. The two look-ups only spare a stranger's request
 * the cost of a hash; what decides is the insert of the one row that names the owner, and then the link.
 */
export async function createOwner(ctx: Context, input: CreateOwnerInput) {
  const linkHash = hashToken(input.setupSecret);
  if (await isInstanceClaimed(ctx.db)) throw new AppError("already_set_up");
  if (!(await isLiveSetupLink(ctx.db, linkHash))) throw new AppError("setup_link_ended");
  const passwordHash = await hashPassword(input.password, "known");

  const { name, email, vaultName } = input;
  const [userId, vaultId] = [newId("usr"), newId("vault")];
  const actor = { kind: "user", userId, name, email, sessionId: "", role: "owner", vaultId } as const;
  await inTransaction(ctx.db, async (tx) => {
    if (!(await claimInstance(tx, userId))) throw new AppError("already_set_up");
    if (!(await takeSetupLink(tx, linkHash))) throw new AppError("setup_link_ended");
    await insertOwner(tx, {
      user: { id: userId, email, name, passwordHash },
      vault: { id: vaultId, name: vaultName },
    });
    await ctx.keyring.createVaultKey(tx, vaultId);
    await recordEvent(tx, actingAs(ctx, actor), {
      action: "account.created",
      outcome: "allowed",
      target: { kind: "user", id: userId, label: name },
    });
  });
  return {};
}

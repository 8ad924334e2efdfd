import { findVaultName } from "#db/queries/users.ts";
import type { AccountView } from "#lib/contract/account.ts";
import { AppError } from "#lib/errors.ts";
import type { UserContext } from "../context.ts";

/** The person who asks, and the vault they act in. */
export async function getAccount(ctx: UserContext): Promise<AccountView> {
  const { userId, name, email, role, vaultId } = ctx.actor;
  const vaultName = await findVaultName(ctx.db, vaultId);
  if (vaultName === null) throw new AppError("not_found");
  return { userId, name, email, role, vault: { id: vaultId, name: vaultName } };
}

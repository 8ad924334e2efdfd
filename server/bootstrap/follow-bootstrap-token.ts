import { findBootstrapStatus } from "#db/queries/bootstrap-origins.ts";
import type { BootstrapTokenStatusView } from "#lib/contract/bootstrap.ts";
import { AppError } from "#lib/errors.ts";
import type { UserContext } from "../context.ts";

/** What became of one bootstrap token so far: it waits, it ended, or a machine used it. */
export async function followBootstrapToken(
  ctx: UserContext,
  { bootstrapTokenId }: { bootstrapTokenId: string },
): Promise<BootstrapTokenStatusView> {
  const status = await findBootstrapStatus(ctx.db, ctx.actor.vaultId, bootstrapTokenId);
  if (status === null) throw new AppError("not_found");
  return status;
}

import { bootstrapTokenInput, createBootstrapTokenInput } from "#lib/contract/bootstrap.ts";
import { createBootstrapToken } from "../../bootstrap/create-bootstrap-token.ts";
import { followBootstrapToken } from "../../bootstrap/follow-bootstrap-token.ts";
import { listBootstrapTokens } from "../../bootstrap/list-bootstrap-tokens.ts";
import { revokeBootstrapToken } from "../../bootstrap/revoke-bootstrap-token.ts";
import { router } from "../init.ts";
import { vaultProcedure } from "../procedures.ts";

export const bootstrapTokensRouter = router({
  list: vaultProcedure("bootstrap_token.read").query(({ ctx }) => listBootstrapTokens(ctx)),
  status: vaultProcedure("bootstrap_token.read")
    .input(bootstrapTokenInput)
    .query(({ ctx, input }) => followBootstrapToken(ctx, input)),
  create: vaultProcedure("bootstrap_token.create")
    .input(createBootstrapTokenInput)
    .mutation(({ ctx, input }) => createBootstrapToken(ctx, input)),
  revoke: vaultProcedure("bootstrap_token.revoke")
    .input(bootstrapTokenInput)
    .mutation(({ ctx, input }) => revokeBootstrapToken(ctx, input)),
});

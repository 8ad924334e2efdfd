import {
  createTokenInput,
  revokeTokenInput,
  rotateTokenInput,
  tokenInput,
  verifyTokenInput,
} from "#lib/contract/tokens.ts";
import { createToken } from "../../tokens/create-token.ts";
import { getToken } from "../../tokens/get-token.ts";
import { getTokenActivity } from "../../tokens/get-token-activity.ts";
import { listTokenOptions } from "../../tokens/list-token-options.ts";
import { listTokens } from "../../tokens/list-tokens.ts";
import { revokeToken } from "../../tokens/revoke-token.ts";
import { rotateToken } from "../../tokens/rotate-token.ts";
import { verifyToken } from "../../tokens/verify-token.ts";
import { router } from "../init.ts";
import { vaultProcedure } from "../procedures.ts";

export const tokensRouter = router({
  list: vaultProcedure("token.read").query(({ ctx }) => listTokens(ctx)),
  get: vaultProcedure("token.read")
    .input(tokenInput)
    .query(({ ctx, input }) => getToken(ctx, input)),
  activity: vaultProcedure("token.read")
    .input(tokenInput)
    .query(({ ctx, input }) => getTokenActivity(ctx, input)),
  options: vaultProcedure("token.create").query(({ ctx }) => listTokenOptions(ctx)),
  create: vaultProcedure("token.create")
    .input(createTokenInput)
    .mutation(({ ctx, input }) => createToken(ctx, input)),
  rotate: vaultProcedure("token.rotate")
    .input(rotateTokenInput)
    .mutation(({ ctx, input }) => rotateToken(ctx, input)),
  revoke: vaultProcedure("token.revoke")
    .input(revokeTokenInput)
    .mutation(({ ctx, input }) => revokeToken(ctx, input)),
  verify: vaultProcedure("token.verify")
    .input(verifyTokenInput)
    .mutation(({ ctx, input }) => verifyToken(ctx, input)),
});

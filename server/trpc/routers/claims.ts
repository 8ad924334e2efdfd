import { claimInput, createClaimInput } from "#lib/contract/claims.ts";
import { createClaim } from "../../claims/create-claim.ts";
import { followClaim } from "../../claims/follow-claim.ts";
import { listClaims } from "../../claims/list-claims.ts";
import { revokeClaim } from "../../claims/revoke-claim.ts";
import { router } from "../init.ts";
import { vaultProcedure } from "../procedures.ts";

export const claimsRouter = router({
  list: vaultProcedure("machine.read").query(({ ctx }) => listClaims(ctx)),
  status: vaultProcedure("machine.read")
    .input(claimInput)
    .query(({ ctx, input }) => followClaim(ctx, input)),
  create: vaultProcedure("machine.provision")
    .input(createClaimInput)
    .mutation(({ ctx, input }) => createClaim(ctx, input)),
  revoke: vaultProcedure("machine.provision")
    .input(claimInput)
    .mutation(({ ctx, input }) => revokeClaim(ctx, input)),
});

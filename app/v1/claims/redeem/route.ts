import { redeemClaimInput } from "#lib/contract/claims.ts";
import { redeemClaim } from "#server/claims/redeem-claim.ts";
import { throttledEnrollment } from "#server/http/failure-throttle.ts";
import { publicRoute } from "#server/http/public-route.ts";

export const POST = publicRoute("/v1/claims/redeem", { body: redeemClaimInput }, (ctx, input) =>
  redeemClaim(ctx, input).catch((error: unknown) => {
    throw throttledEnrollment(error, ctx.sourceIp, ctx.now);
  }),
);

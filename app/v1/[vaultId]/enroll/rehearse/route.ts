import { rehearseEnrollmentInput } from "#lib/contract/rehearsal.ts";
import { rehearseEnrollment } from "#server/enrollment/rehearse-enrollment.ts";
import { throttledEnrollment } from "#server/http/failure-throttle.ts";
import { publicRoute } from "#server/http/public-route.ts";
import { describeSite } from "#server/integrations/describe-site.ts";
import { services } from "#server/services.ts";

export const POST = publicRoute(
  "/v1/[vaultId]/enroll/rehearse",
  { body: rehearseEnrollmentInput },
  (ctx, input, { params }) => {
    const { cli, release } = services().packages;
    const facts = { version: release, site: describeSite(ctx, cli) };
    return rehearseEnrollment(ctx, params["vaultId"] ?? "", input, facts).catch((error: unknown) => {
      throw throttledEnrollment(error, ctx.sourceIp, ctx.now);
    });
  },
);

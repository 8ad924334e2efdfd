import { enrollMachineInput } from "#lib/contract/machines.ts";
import { enrollMachine } from "#server/enrollment/enroll-machine.ts";
import { throttledEnrollment } from "#server/http/failure-throttle.ts";
import { publicRoute } from "#server/http/public-route.ts";

export const POST = publicRoute(
  "/v1/[vaultId]/enroll/register",
  { body: enrollMachineInput },
  (ctx, input, { params }) =>
    enrollMachine(ctx, params["vaultId"] ?? "", input).catch((error: unknown) => {
      throw throttledEnrollment(error, ctx.sourceIp, ctx.now);
    }),
);

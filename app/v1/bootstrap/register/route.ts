import { registerMachineInput } from "#lib/contract/bootstrap.ts";
import { registerMachine } from "#server/bootstrap/register-machine.ts";
import { throttledEnrollment } from "#server/http/failure-throttle.ts";
import { publicRoute } from "#server/http/public-route.ts";

export const POST = publicRoute("/v1/bootstrap/register", { body: registerMachineInput }, (ctx, input) =>
  registerMachine(ctx, input).catch((error: unknown) => {
    throw throttledEnrollment(error, ctx.sourceIp, ctx.now);
  }),
);

import { renderScript } from "#server/bootstrap/render-script.ts";
import { throttledEnrollment } from "#server/http/failure-throttle.ts";
import { scriptRoute } from "#server/http/script-route.ts";

export const GET = scriptRoute("/v1/bootstrap/[token]", (ctx, params) =>
  renderScript(ctx, params["token"] ?? "").catch((error: unknown) => {
    throw throttledEnrollment(error, ctx.sourceIp, ctx.now);
  }),
);

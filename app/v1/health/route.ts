import { health, healthAnswer } from "#server/http/health.ts";
import { publicRoute } from "#server/http/public-route.ts";

export const GET = publicRoute("/v1/health", { body: null, respond: healthAnswer }, (ctx, _, { facts }) =>
  health(ctx, facts()),
);

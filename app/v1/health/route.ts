import { health } from "#server/http/health.ts";
import { publicRoute } from "#server/http/public-route.ts";

export const GET = publicRoute("/v1/health", { body: null }, (ctx, _, { headers }) => health(ctx, headers));

import { machineRoute } from "#server/http/machine-route.ts";
import { readSecret } from "#server/reads/read-secret.ts";

export const GET = machineRoute("/v1/secret/[secretId]", { body: null }, (ctx, _, params) =>
  readSecret(ctx, params["secretId"] ?? ""),
);

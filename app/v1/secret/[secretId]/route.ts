import { valueAnswer } from "#server/http/machine-answers.ts";
import { machineRoute } from "#server/http/machine-route.ts";
import { readSecret } from "#server/reads/read-secret.ts";

export const GET = machineRoute(
  "/v1/secret/[secretId]",
  { body: null, respond: valueAnswer },
  (ctx, _, params, headers) => readSecret(ctx, params["secretId"] ?? "", headers.get("if-none-match")),
);

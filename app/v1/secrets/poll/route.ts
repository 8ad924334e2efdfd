import { pollBody } from "#lib/contract/reads.ts";
import { machineRoute } from "#server/http/machine-route.ts";
import { pollSecrets } from "#server/reads/poll-secrets.ts";

export const POST = machineRoute("/v1/secrets/poll", { body: pollBody, whenEmpty: {} }, (ctx, input) =>
  pollSecrets(ctx, input),
);

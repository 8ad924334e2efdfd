import { machineRoute } from "#server/http/machine-route.ts";
import { listReadableSecrets } from "#server/reads/list-readable-secrets.ts";
import { cliSecretsBody } from "#server/reads/secret-list-body.ts";

export const GET = machineRoute("/v1/cli/secrets", { body: null }, async (ctx) =>
  cliSecretsBody(await listReadableSecrets(ctx, null)),
);

import { machineRoute } from "#server/http/machine-route.ts";
import { listReadableSecrets } from "#server/reads/list-readable-secrets.ts";
import { secretListBody } from "#server/reads/secret-list-body.ts";

export const GET = machineRoute("/v1/secrets", { body: null }, async (ctx) =>
  secretListBody(await listReadableSecrets(ctx, null)),
);

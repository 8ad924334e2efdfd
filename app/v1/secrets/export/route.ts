import { exportBody } from "#lib/contract/reads.ts";
import { machineRoute } from "#server/http/machine-route.ts";
import { exportSecrets } from "#server/reads/export-secrets.ts";

export const POST = machineRoute(
  "/v1/secrets/export",
  { body: exportBody, whenEmpty: {} },
  async (ctx, input) => ({ secrets: await exportSecrets(ctx, input) }),
);

import { projectBody } from "#lib/contract/reads.ts";
import { machineRoute } from "#server/http/machine-route.ts";
import { listReadableSecrets } from "#server/reads/list-readable-secrets.ts";
import { secretListBody } from "#server/reads/secret-list-body.ts";

export const POST = machineRoute("/v1/secrets/list", { body: projectBody }, async (ctx, input) =>
  secretListBody(await listReadableSecrets(ctx, input.projectId)),
);

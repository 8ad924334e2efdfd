import { projectBody } from "#lib/contract/reads.ts";
import { machineRoute } from "#server/http/machine-route.ts";
import { verifyAccess } from "#server/reads/verify-access.ts";

export const POST = machineRoute("/v1/verify-access", { body: projectBody }, (ctx, input) =>
  verifyAccess(ctx, input.projectId),
);

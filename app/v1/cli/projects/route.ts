import { machineRoute } from "#server/http/machine-route.ts";
import { listReadableProjects } from "#server/reads/list-readable-projects.ts";
import { cliProjectsBody } from "#server/reads/secret-list-body.ts";

export const GET = machineRoute("/v1/cli/projects", { body: null }, async (ctx) =>
  cliProjectsBody(await listReadableProjects(ctx)),
);

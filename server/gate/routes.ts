import { POST as enrollMachine } from "#app/v1/[vaultId]/enroll/register/route.ts";
import { POST as rehearseEnrollment } from "#app/v1/[vaultId]/enroll/rehearse/route.ts";
import { GET as readBootstrapScript } from "#app/v1/bootstrap/[token]/route.ts";
import { POST as registerMachine } from "#app/v1/bootstrap/register/route.ts";
import { POST as redeemClaim } from "#app/v1/claims/redeem/route.ts";
import { GET as listCliProjects } from "#app/v1/cli/projects/route.ts";
import { GET as listCliSecrets } from "#app/v1/cli/secrets/route.ts";
import { GET as readHealth } from "#app/v1/health/route.ts";
import { GET as readSecret } from "#app/v1/secret/[secretId]/route.ts";
import { POST as exportSecrets } from "#app/v1/secrets/export/route.ts";
import { POST as listSecretsOfProject } from "#app/v1/secrets/list/route.ts";
import { POST as pollSecrets } from "#app/v1/secrets/poll/route.ts";
import { GET as listSecrets } from "#app/v1/secrets/route.ts";
import { POST as verifyAccess } from "#app/v1/verify-access/route.ts";
import type { RouteHandler } from "#server/http/route-handler.ts";

export type MachineRoute = {
  readonly template: string;
  readonly handlers: Readonly<Partial<Record<"GET" | "POST", RouteHandler>>>;
};

/** Every `app/v1/**\/route.ts`, called directly by the gate. A test compares this table with the files. */
export const MACHINE_ROUTES: readonly MachineRoute[] = [
  { template: "/v1/secret/[secretId]", handlers: { GET: readSecret } },
  { template: "/v1/secrets", handlers: { GET: listSecrets } },
  { template: "/v1/secrets/list", handlers: { POST: listSecretsOfProject } },
  { template: "/v1/secrets/export", handlers: { POST: exportSecrets } },
  { template: "/v1/secrets/poll", handlers: { POST: pollSecrets } },
  { template: "/v1/cli/projects", handlers: { GET: listCliProjects } },
  { template: "/v1/cli/secrets", handlers: { GET: listCliSecrets } },
  { template: "/v1/verify-access", handlers: { POST: verifyAccess } },
  { template: "/v1/[vaultId]/enroll/register", handlers: { POST: enrollMachine } },
  { template: "/v1/[vaultId]/enroll/rehearse", handlers: { POST: rehearseEnrollment } },
  { template: "/v1/bootstrap/[token]", handlers: { GET: readBootstrapScript } },
  { template: "/v1/bootstrap/register", handlers: { POST: registerMachine } },
  { template: "/v1/claims/redeem", handlers: { POST: redeemClaim } },
  { template: "/v1/health", handlers: { GET: readHealth } },
];

import type { TokenPolicy } from "../contract/tokens.ts";
import type { DocFacts } from "./doc-facts.ts";

/** What the builder would say of a token, for the files on a provider's page: one project, two secrets, no further limit. */
export const samplePolicy = ({ vaultId, projectId, secretId, structuredId }: DocFacts): TokenPolicy => ({
  id: "etok_9f3kx0w2ab",
  name: "deploy",
  vaultId,
  maxUses: 500,
  expiresAt: "2027-01-01T00:00:00.000Z",
  machineLifetimeSeconds: 3600,
  sourceCidr: null,
  hostnamePattern: null,
  namePattern: null,
  projects: [{ id: projectId, name: "Production" }],
  secrets: [
    { id: secretId, projectId, name: "DATABASE_URL", fieldNames: null, variables: ["DATABASE_URL"] },
    {
      id: structuredId,
      projectId,
      name: "Database",
      fieldNames: ["host", "password"],
      variables: ["DATABASE_HOST", "DATABASE_PASSWORD"],
    },
  ],
});

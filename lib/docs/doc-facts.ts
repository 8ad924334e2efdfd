import type { SiteFacts } from "../integrations/integration.ts";

/** What stands in the commands of the pages and differs from vault to vault. */
export type DocNames = {
  readonly vaultId: string;
  readonly projectId: string;
  /** Of a single value named DATABASE_URL. */
  readonly secretId: string;
  /** Of a structured secret named Database, with the fields host and password. */
  readonly structuredId: string;
  readonly enrollmentToken: string;
  readonly bootstrapToken: string;
};

export type DocFacts = SiteFacts & DocNames;

/** Names of nobody. A test puts those of a real vault in their place and runs the rest as it stands. */
export const SAMPLE_NAMES: DocNames = {
  vaultId: "vault_k3x9q1m7w2e8r4t6",
  projectId: "proj_a1b2c3d4e5",
  secretId: "sk_9f3kx0w2ab",
  structuredId: "sk_database01",
  enrollmentToken: "ske_…",
  bootstrapToken: "skb_…",
};

/** Where npm finds our two packages: this server. */
export const registryOption = ({ baseUrl }: DocFacts) => `--@sikkerkey:registry=${baseUrl}/npm/`;

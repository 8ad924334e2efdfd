import type { CreatedTokenView, TokenDetailView, TokenPolicy } from "#lib/contract/tokens.ts";
import { bitbucketPipelines } from "#lib/integrations/bitbucket-pipelines.ts";
import type { Integration, SiteFacts } from "#lib/integrations/integration.ts";
import { claimServer, type Owner } from "../owner.ts";
import { type RunningServer, startServer } from "../start-server.ts";

/** A running server with an owner: where every test of the generated files begins. */
export type Scene = {
  readonly server: RunningServer;
  readonly owner: Owner;
  readonly site: SiteFacts;
  close(): Promise<void>;
};

/** Committed files and the token they are used with; the files are rendered as the dialog renders them. */
export type Delivery = {
  readonly policy: TokenPolicy;
  readonly token: string;
  readonly files: Record<string, string>;
  readonly secrets: Record<string, string>;
};

export async function openScene(dataDir?: string): Promise<Scene> {
  const server = await startServer(dataDir === undefined ? {} : { dataDir });
  const owner = await claimServer(server.setupLink);
  const site = await owner.query<SiteFacts>("integrations.site");
  return { server, owner, site, close: async () => void (await server.stop()) };
}

/** Stores the values as secrets of a project and makes a token for them. */
export async function aDelivery(
  { owner, site }: Pick<Scene, "owner" | "site">,
  secrets: Record<string, string>,
  change: Record<string, unknown> = {},
): Promise<Delivery> {
  const project = await owner.mutate<{ id: string }>("projects.create", { name: `Shop ${unique()}` });
  const ids: string[] = [];
  for (const [name, value] of Object.entries(secrets)) {
    const content = { kind: "single", value };
    const { id } = await owner.mutate<{ id: string }>("secrets.create", {
      projectId: project.id,
      name,
      content,
    });
    ids.push(id);
  }
  const { id, token } = await owner.mutate<CreatedTokenView>("tokens.create", {
    name: `pipeline ${unique()}`,
    projectIds: [project.id],
    secretIds: ids,
    tokenLifetimeSeconds: 3600,
    machineLifetimeSeconds: 3600,
    maxUses: 100,
    ...change,
  });
  const { policy } = await owner.query<TokenDetailView>("tokens.get", { tokenId: id });
  return { policy, token, files: renderFiles(policy, site), secrets };
}

export function renderFiles(
  policy: TokenPolicy,
  site: SiteFacts,
  integration: Integration = bitbucketPipelines,
): Record<string, string> {
  return Object.fromEntries(integration.render(policy, site).map(({ path, content }) => [path, content]));
}

let count = 0;
const unique = () => `${Date.now().toString(36)} ${++count}`;

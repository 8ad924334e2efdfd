import { listRehearsedSecrets } from "#db/queries/rehearsals.ts";
import { findScope } from "#db/queries/token-scope.ts";
import { findToken } from "#db/queries/tokens.ts";
import type { RehearsalView } from "#lib/contract/rehearsal.ts";
import type { TokenPolicy } from "#lib/contract/tokens.ts";
import { AppError } from "#lib/errors.ts";
import { INTEGRATIONS } from "#lib/integrations/all.ts";
import type { SiteFacts } from "#lib/integrations/integration.ts";
import { variableNames } from "#lib/naming/variable-name.ts";
import { fitTogether, judgeDeliveries } from "#lib/policy/deliveries.ts";
import { tokenHints } from "#lib/policy/token-hints.ts";
import { tokenPolicy } from "#lib/policy/token-policy.ts";
import { denied } from "../access/reasons.ts";
import type { Context, TokenActor } from "../context.ts";

type Asked = { readonly machineName: string; readonly provider: string | undefined };
/** What this server says of itself in the answer. */
export type Release = { readonly version: string; readonly site: SiteFacts };

/** What the holder of a token that may enroll would get: nothing here that enrolling would not show as well. */
export async function describeRehearsal(
  ctx: Context<TokenActor>,
  { machineName, provider }: Asked,
  { version, site }: Release,
): Promise<RehearsalView> {
  const { vaultId, tokenId } = ctx.actor;
  const [token, scope, found] = await Promise.all([
    findToken(ctx.db, vaultId, tokenId),
    findScope(ctx.db, vaultId, tokenId),
    listRehearsedSecrets(ctx.db, vaultId, tokenId),
  ]);
  if (token === null) throw denied("token_unknown");
  const verdicts = judgeDeliveries(found);
  const secrets = found.map((secret, at) => ({ ...secret, delivery: verdicts[at] ?? "deleted" }));
  return {
    vaultId,
    token: {
      id: token.id,
      name: token.name,
      state: "active",
      usesLeft: token.maxUses - token.uses,
      maxUses: token.maxUses,
      expiresAt: token.expiresAt.getTime(),
      machineLifetimeSeconds: token.machineLifetimeSeconds,
      hints: tokenHints(token, ctx.now),
    },
    machineName,
    sourceIp: ctx.sourceIp,
    projects: scope.projects.map(({ id, name }) => ({ id, name })),
    secrets: secrets.map(({ name, project, fieldNames, delivery }) => ({
      name,
      project,
      variables: variableNames(name, fieldNames),
      delivery,
    })),
    fitsTogether: fitTogether(secrets),
    server: { time: ctx.now.getTime(), version, cliVersion: site.cliVersion },
    ...(provider === undefined
      ? {}
      : { files: filesFor(provider, tokenPolicy(vaultId, token, scope), site) }),
  };
}

function filesFor(provider: string, policy: TokenPolicy, site: SiteFacts) {
  const integration = INTEGRATIONS.find(({ id }) => id === provider);
  if (integration === undefined)
    throw new AppError("invalid_request", {
      message: `This server has no integration of that name. It has ${INTEGRATIONS.map(({ id }) => id).join(", ")}.`,
    });
  return integration.render(policy, site).map(({ path, content }) => ({ path, content }));
}

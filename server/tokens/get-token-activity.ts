import { ACTIVITY_EVENTS_MAX, findTokenActivity, listTokenHostnames } from "#db/queries/token-activity.ts";
import { findToken } from "#db/queries/tokens.ts";
import type { TokenActivityView } from "#lib/contract/tokens.ts";
import { AppError } from "#lib/errors.ts";
import type { UserContext } from "../context.ts";

const instant = (ms: number) => new Date(ms).toISOString();

/** How a token was used lately: by day, address and hostname, and what was refused and why. */
export async function getTokenActivity(
  ctx: UserContext,
  { tokenId }: { tokenId: string },
): Promise<TokenActivityView> {
  const { vaultId } = ctx.actor;
  const [token, activity, hostnames] = await Promise.all([
    findToken(ctx.db, vaultId, tokenId),
    findTokenActivity(ctx.db, vaultId, tokenId),
    listTokenHostnames(ctx.db, vaultId, tokenId),
  ]);
  if (token === null) throw new AppError("not_found");
  return {
    days: activity.days,
    sources: activity.sources.map(({ lastAt, ...source }) => ({ ...source, lastAt: instant(lastAt) })),
    sourceCount: activity.sourceCount,
    hostnames: hostnames.map(({ hostname, machines, alive, lastAt }) => ({
      hostname,
      machines,
      alive,
      lastAt: instant(lastAt),
    })),
    hostnameCount: hostnames[0]?.total ?? 0,
    refusals: activity.refusals.map(({ lastAt, lastIp, ...refusal }) => ({
      ...refusal,
      lastAt: instant(lastAt),
      lastSourceIp: lastIp,
    })),
    rehearsals: activity.rehearsals,
    isPartial: activity.events >= ACTIVITY_EVENTS_MAX,
  };
}

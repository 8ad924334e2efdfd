import { pageEvents } from "#db/queries/event-pages.ts";
import { countReadsByDay, findOverviewFacts } from "#db/queries/overview.ts";
import type { OverviewView } from "#lib/contract/overview.ts";
import { eventView } from "../audit/event-view.ts";
import type { UserContext } from "../context.ts";

const CHART_DAYS = 14;
const RECENT_EVENTS = 8;

/** Home: what exists, what comes next, what happened. Nothing on it is ticked by hand. */
export async function getOverview(ctx: UserContext): Promise<OverviewView> {
  const { vaultId } = ctx.actor;
  const [facts, reads, recent] = await Promise.all([
    findOverviewFacts(ctx.db, vaultId),
    countReadsByDay(ctx.db, vaultId, CHART_DAYS),
    pageEvents(ctx.db, { vaultId, limit: RECENT_EVENTS }),
  ]);
  const { projects, secrets, liveMachines, activeTokens, hasToken, hasEnrolled, hasRead, firstProjectId } =
    facts;
  return {
    checklist: {
      project: projects > 0,
      secret: secrets > 0,
      token: hasToken,
      enrolled: hasEnrolled,
      firstRead: hasRead,
    },
    firstProjectId,
    counts: { projects, secrets, liveMachines, activeTokens },
    reads,
    recent: recent.map(eventView),
  };
}

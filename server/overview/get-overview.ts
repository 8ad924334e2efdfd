import { pageEvents } from "#db/queries/event-pages.ts";
import { countReadsByDay, findOverviewFacts } from "#db/queries/overview.ts";
import type { AuditAction } from "#lib/audit-events.ts";
import type { OverviewView } from "#lib/contract/overview.ts";
import { eventView } from "../audit/event-view.ts";
import type { UserContext } from "../context.ts";

const CHART_DAYS = 14;
const RECENT_EVENTS = 8;
const ALARM_DAYS = 7;
const ALARMS_SHOWN = 3;

/** Home: what exists, what comes next, what happened. Nothing on it is ticked by hand. */
export async function getOverview(ctx: UserContext): Promise<OverviewView> {
  const { vaultId } = ctx.actor;
  const from = new Date(ctx.now.getTime() - ALARM_DAYS * 86_400_000);
  const alarmsOf = (action: AuditAction) =>
    pageEvents(ctx.db, { vaultId, action, from, limit: ALARMS_SHOWN });
  const [facts, reads, recent, reused, refused] = await Promise.all([
    findOverviewFacts(ctx.db, vaultId),
    countReadsByDay(ctx.db, vaultId, CHART_DAYS),
    pageEvents(ctx.db, { vaultId, limit: RECENT_EVENTS }),
    alarmsOf("claim.reused"),
    alarmsOf("bundle.refused"),
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
    alarms: [...reused, ...refused]
      .sort((a, b) => b.at.getTime() - a.at.getTime())
      .slice(0, ALARMS_SHOWN)
      .map(eventView),
  };
}

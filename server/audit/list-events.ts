import { pageEvents } from "#db/queries/event-pages.ts";
import { EVENTS_PER_PAGE, type EventPageView, type ListEventsInput } from "#lib/contract/audit.ts";
import { fieldError } from "#lib/errors.ts";
import { formatPlace, type KeysetPlace, parsePlace } from "#lib/keyset-place.ts";
import type { UserContext } from "../context.ts";
import { eventView } from "./event-view.ts";

const EVENT_ID = /^[1-9][0-9]{0,17}$/;

/** One page of the log, newest first, by key and never by number: a page a million rows deep costs what the first does. */
export async function listEvents(ctx: UserContext, input: ListEventsInput): Promise<EventPageView> {
  const { older, newer, from, to, ...filter } = input;
  const rows = await pageEvents(ctx.db, {
    ...filter,
    vaultId: ctx.actor.vaultId,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
    // Both at once mean nothing; the older one is what the page's last link said.
    older: parseCursor("older", older),
    newer: older === undefined ? parseCursor("newer", newer) : undefined,
    limit: EVENTS_PER_PAGE + 1,
  });
  const isTowardsNewer = older === undefined && newer !== undefined;
  const hasMore = rows.length > EVENTS_PER_PAGE;
  // The way back ends at the newest page, whole: a few rows alone, or none, would look like the end of the log.
  if (isTowardsNewer && !hasMore) return listEvents(ctx, { ...input, newer: undefined });
  const page = isTowardsNewer ? rows.slice(-EVENTS_PER_PAGE) : rows.slice(0, EVENTS_PER_PAGE);
  const [first, last] = [page.at(0), page.at(-1)];
  const hasNewer = isTowardsNewer || older !== undefined;
  const hasOlder = isTowardsNewer || hasMore;
  return {
    events: page.map(eventView),
    newer: hasNewer && first ? formatPlace(first) : null,
    older: hasOlder && last ? formatPlace(last) : null,
  };
}

function parseCursor(path: "older" | "newer", text: string | undefined): KeysetPlace | undefined {
  if (text === undefined) return undefined;
  const place = parsePlace(text, EVENT_ID);
  if (place === null) throw fieldError(path, "This page link is not valid. Start from the newest events.");
  return place;
}

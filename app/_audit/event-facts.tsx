import { Link } from "#app/_components/link.tsx";
import { TimeLine } from "#app/_components/time.tsx";
import type { EventView } from "#lib/contract/audit.ts";

/** Everything the row holds, under the names people use. */
export function EventFacts({ event }: { event: EventView }) {
  return (
    <div className="fact-columns">
      <dl className="facts">
        <dt>Exact time</dt>
        <dd>
          <TimeLine at={event.at} />
        </dd>
        <dt>Source</dt>
        <dd className="mono">{event.sourceIp ?? <span className="faint">–</span>}</dd>
        {event.reason === null ? null : (
          <>
            <dt>Reason</dt>
            <dd>
              <code>{event.reason}</code>
            </dd>
          </>
        )}
        <Named label={tokenLabel(event)} thing={event.token} path="/tokens" />
        <Named label="Machine" thing={event.machine} path="/machines" />
      </dl>
      <dl className="facts">
        <Named label="Project" thing={event.project} path="/projects" />
        <dt>Action</dt>
        <dd>
          <code>{event.action}</code>
        </dd>
        <dt>Client</dt>
        <dd>{event.userAgent ?? <span className="faint">–</span>}</dd>
        <dt>Request id</dt>
        <dd>
          <code>{event.requestId}</code>
        </dd>
        <dt>Event</dt>
        <dd>
          <code>{event.id}</code>
        </dd>
      </dl>
    </div>
  );
}

const tokenLabel = ({ token }: EventView) =>
  token?.id.startsWith("btok_") ? "Bootstrap token" : "Parent token";

type NamedProps = { label: string; thing: { id: string; name: string | null } | null; path: string };

function Named({ label, thing, path }: NamedProps) {
  if (thing === null) return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {/* Without a name it is gone, or never had one: there is no page of it. */}
        {thing.name === null ? (
          <code>{thing.id}</code>
        ) : (
          <Link href={`${path}/${thing.id}`}>{thing.name}</Link>
        )}
      </dd>
    </>
  );
}

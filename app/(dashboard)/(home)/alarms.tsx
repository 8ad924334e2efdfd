import { addressOf } from "#app/_components/address.ts";
import { Link } from "#app/_components/link.tsx";
import { Note } from "#app/_components/note.tsx";
import { TimeLine } from "#app/_components/time.tsx";
import { targetAddress } from "#app/_words/event-words.ts";
import { AUDIT_ACTIONS } from "#lib/audit-events.ts";
import type { EventView } from "#lib/contract/audit.ts";

/** What lately happened that may mean that somebody else has a key; nothing in most vaults. */
export function Alarms({ alarms }: { alarms: EventView[] }) {
  if (alarms.length === 0) return null;
  return (
    <section aria-label="Alarms" className="mb-6">
      <Note tone="danger">
        <ul className="stack close">
          {alarms.map((event) => (
            <li key={event.id}>
              <b>{AUDIT_ACTIONS[event.action].title}.</b> For <Subject event={event} />, from{" "}
              <span className="mono">{event.sourceIp ?? "–"}</span>, <TimeLine at={event.at} />.{" "}
              <Link href={addressOf("/audit", { action: event.action })}>What to do</Link>
            </li>
          ))}
        </ul>
      </Note>
    </section>
  );
}

function Subject({ event }: { event: EventView }) {
  const address = targetAddress(event);
  const label = event.target?.label ?? "a container";
  return address === null ? <b>{label}</b> : <Link href={address}>{label}</Link>;
}

import { Link } from "#app/_components/link.tsx";
import { namedTarget, targetAddress } from "#app/_words/event-words.ts";
import { AUDIT_ACTIONS, DENY_REASONS } from "#lib/audit-events.ts";
import type { EventView } from "#lib/contract/audit.ts";
import { DENIAL_REMEDIES } from "#lib/denial-remedies.ts";

/** What happened, to what, and why it was refused; then what to do. */
export function EventSentence({ event }: { event: EventView }) {
  const { actor, reason, version } = event;
  const target = namedTarget(event);
  const address = targetAddress(event);
  const title = AUDIT_ACTIONS[event.action].title;
  const name =
    target === null ? null : <span className={target.kind === "secret" ? "mono" : ""}>{target.label}</span>;
  return (
    <>
      <b>{title}</b>
      {name === null ? null : <>: {address === null ? name : <Link href={address}>{name}</Link>}</>}
      {version === null ? "" : `, version ${version}`}, by <b>{actor.label}</b>.
      {reason === null ? null : (
        <>
          {" "}
          <span className="denied-text">{DENY_REASONS[reason]}.</span> {DENIAL_REMEDIES[reason]}
        </>
      )}
    </>
  );
}

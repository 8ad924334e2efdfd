import { Note } from "#app/_components/note.tsx";
import { TimeLine } from "#app/_components/time.tsx";
import type { ClaimStatusView } from "#lib/contract/claims.ts";

/** Which key bound itself, and from where; what somebody compares who wants to be sure it was their container. */
export function ClaimBound({ machine }: { machine: ClaimStatusView["machine"] }) {
  if (machine === null)
    return (
      <Note tone="warn">
        <b>The claim was used, and its machine is gone.</b> Somebody deleted it since. Create the container
        anew.
      </Note>
    );
  return (
    <div className="stack close">
      <Note tone="ok">
        <b>The container has made its key.</b> It reads its secrets from now on; the claim file is spent and
        may be deleted.
      </Note>
      <dl className="facts">
        <dt>Machine</dt>
        <dd className="mono">{machine.name}</dd>
        <dt>Fingerprint</dt>
        <dd>
          <code data-testid="fingerprint">{machine.fingerprint}</code>
        </dd>
        <dt>Bound from</dt>
        <dd className="mono">{machine.sourceIp}</dd>
        <dt>At, UTC</dt>
        <dd>
          <TimeLine at={machine.boundAt} />
        </dd>
      </dl>
      <p className="meta">
        Not your container’s address? Then disable the machine now: somebody else had the file first.
      </p>
    </div>
  );
}

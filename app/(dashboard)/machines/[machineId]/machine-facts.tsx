import { Link } from "#app/_components/link.tsx";
import { TimeCell } from "#app/_components/time.tsx";
import { counted } from "#app/_format/amount.ts";
import { MACHINE_KIND_WORDS } from "#app/_words/machine-words.ts";
import type { MachineDetailView } from "#lib/contract/machines.ts";

export function MachineFacts({ machine }: { machine: MachineDetailView }) {
  return (
    <dl className="strip">
      <div>
        <dt>Kind</dt>
        <dd>{MACHINE_KIND_WORDS[machine.kind]}</dd>
      </div>
      <Origin machine={machine} />
      <div>
        <dt>{machine.validation === null ? "Enrolled from" : "Registered from"}</dt>
        <dd>
          <span className="mono">{machine.sourceIp}</span>
          <span className="sub">says it is {machine.hostname}</span>
        </dd>
      </div>
      <div>
        <dt>Expires, UTC</dt>
        <dd>
          <TimeCell at={machine.expiresAt} />
        </dd>
      </div>
      <div>
        <dt>Can read</dt>
        <dd>{machine.state === "active" ? counted(machine.secretCount, "secret") : "Nothing now"}</dd>
      </div>
    </dl>
  );
}

/** A runner came with a token that stays; any other machine with a person's approval. */
function Origin({ machine }: { machine: MachineDetailView }) {
  const { token, validation, approvedAt, createdAt } = machine;
  if (validation !== null) {
    return (
      <>
        <div>
          <dt>Validated by</dt>
          <dd>{validation.createdBy}</dd>
        </div>
        <div>
          <dt>Approved, UTC</dt>
          <dd>
            <TimeCell at={approvedAt} />
          </dd>
        </div>
      </>
    );
  }
  return (
    <>
      <div>
        <dt>Parent token</dt>
        <dd>
          {token === null ? (
            <span className="faint">–</span>
          ) : (
            <Link href={`/tokens/${token.id}`}>{token.name}</Link>
          )}
        </dd>
      </div>
      <div>
        <dt>Enrolled, UTC</dt>
        <dd>
          <TimeCell at={createdAt} />
        </dd>
      </div>
    </>
  );
}

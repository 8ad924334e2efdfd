import { ButtonLink } from "#app/_components/button.tsx";
import { Link } from "#app/_components/link.tsx";
import { State } from "#app/_components/state.tsx";
import { TimeCell } from "#app/_components/time.tsx";
import { formatCount } from "#app/_format/amount.ts";
import {
  DISABLED_REASON_WORDS,
  MACHINE_KIND_WORDS,
  MACHINE_ORIGIN_WORDS,
  MACHINE_STATE_WORDS,
} from "#app/_words/machine-words.ts";
import type { MachineView } from "#lib/contract/machines.ts";

export function MachinesTable({ machines }: { machines: MachineView[] }) {
  const isAnyWaiting = machines.some(({ state }) => state === "pending");
  return (
    <div className="frame">
      <table className="tbl tall folds">
        <thead>
          <tr>
            <th>Name</th>
            <th>State</th>
            <th>Origin</th>
            <th>Source address</th>
            <th>Last seen</th>
            <th>Expires</th>
            <th className="num">Secrets</th>
            {isAnyWaiting ? (
              <th>
                <span className="sr">Review</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {machines.map((machine) => (
            <MachineRow key={machine.id} machine={machine} hasReview={isAnyWaiting} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MachineRow({ machine, hasReview }: { machine: MachineView; hasReview: boolean }) {
  const isWaiting = machine.state === "pending";
  const { word, shape } = MACHINE_STATE_WORDS[machine.state];
  return (
    <tr>
      <td className="m-main">
        <Link className="name" href={`/machines/${machine.id}`}>
          {machine.name}
        </Link>
        <span className="sub">{MACHINE_KIND_WORDS[machine.kind]}</span>
      </td>
      <td className="m-side">
        <State shape={shape}>{word}</State>
        {machine.disabledReason === null ? null : (
          <span className="sub">{DISABLED_REASON_WORDS[machine.disabledReason]}</span>
        )}
      </td>
      <td className="m-hide">
        <Origin machine={machine} />
      </td>
      <td className="m-hide mono">{machine.lastSeenIp ?? machine.sourceIp}</td>
      <td className="m-sub">
        <TimeCell at={machine.lastSeenAt} />
      </td>
      <td className="m-hide">
        {/* What lives for a while begins with its approval. */}
        <TimeCell at={machine.expiresAt} never={isWaiting ? "–" : "Never"} />
      </td>
      <td className="num m-hide">{formatCount(machine.secretCount)}</td>
      {hasReview ? (
        <td className="m-act">
          {isWaiting ? (
            <ButtonLink small href={`/machines/${machine.id}`} aria-label={`Review ${machine.name}`}>
              Review
            </ButtonLink>
          ) : null}
        </td>
      ) : null}
    </tr>
  );
}

/** Whose it is, a token's or a person's, and how it got in. */
function Origin({ machine }: { machine: MachineView }) {
  const { token, owner, origin } = machine;
  return (
    <>
      {token !== null ? (
        <Link href={`/tokens/${token.id}`}>{token.name}</Link>
      ) : owner !== null ? (
        owner.name
      ) : null}
      <span className={token === null && owner === null ? "" : "sub"}>{MACHINE_ORIGIN_WORDS[origin]}</span>
    </>
  );
}

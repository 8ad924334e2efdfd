import { Link } from "#app/_components/link.tsx";
import { State } from "#app/_components/state.tsx";
import { TimeCell } from "#app/_components/time.tsx";
import { formatCount } from "#app/_format/amount.ts";
import { MACHINE_KIND_WORDS, MACHINE_STATE_WORDS } from "#app/_words/machine-words.ts";
import type { MachineView } from "#lib/contract/machines.ts";

export function MachinesTable({ machines }: { machines: MachineView[] }) {
  return (
    <div className="frame">
      <table className="tbl tall folds">
        <thead>
          <tr>
            <th>Name</th>
            <th>State</th>
            <th>Parent token</th>
            <th>Source address</th>
            <th>Last seen</th>
            <th>Expires</th>
            <th className="num">Secrets</th>
          </tr>
        </thead>
        <tbody>
          {machines.map((machine) => (
            <MachineRow key={machine.id} machine={machine} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MachineRow({ machine }: { machine: MachineView }) {
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
      </td>
      <td className="m-hide">
        {machine.token === null ? (
          <span className="faint">–</span>
        ) : (
          <Link href={`/tokens/${machine.token.id}`}>{machine.token.name}</Link>
        )}
      </td>
      <td className="m-hide mono">{machine.lastSeenIp ?? machine.sourceIp}</td>
      <td className="m-sub">
        <TimeCell at={machine.lastSeenAt} />
      </td>
      <td className="m-hide">
        <TimeCell at={machine.expiresAt} />
      </td>
      <td className="num m-hide">{formatCount(machine.secretCount)}</td>
    </tr>
  );
}

import { Link } from "#app/_components/link.tsx";
import { State } from "#app/_components/state.tsx";
import { TimeCell } from "#app/_components/time.tsx";
import { MACHINE_STATE_WORDS } from "#app/_words/machine-words.ts";
import type { TokenDetailView } from "#lib/contract/tokens.ts";

export function TokenMachines({ machines }: { machines: TokenDetailView["machines"] }) {
  if (machines.length === 0) {
    return <p className="soft">None yet. The first one appears here as soon as a runner enrolls.</p>;
  }
  return (
    <table className="tbl plain tall folds">
      <thead>
        <tr>
          <th>Name</th>
          <th>State</th>
          <th>Source address</th>
          <th>Enrolled, UTC</th>
        </tr>
      </thead>
      <tbody>
        {machines.map((machine) => (
          <tr key={machine.id}>
            <td className="m-main">
              <Link className="name" href={`/machines/${machine.id}`}>
                {machine.name}
              </Link>
            </td>
            <td className="m-side">
              <MachineState state={machine.state} />
            </td>
            <td className="m-hide mono">{machine.sourceIp}</td>
            <td className="m-sub">
              <TimeCell at={machine.createdAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function MachineState({ state }: { state: string }) {
  const known = Object.entries(MACHINE_STATE_WORDS).find(([name]) => name === state);
  return known === undefined ? state : <State shape={known[1].shape}>{known[1].word}</State>;
}

import { SectionHead } from "#app/_components/page-head.tsx";
import type { MachineDetailView } from "#lib/contract/machines.ts";
import { ChangeGrants } from "./change-grants.tsx";
import { GrantLine } from "./grant-line.tsx";
import { RevokeAccess } from "./revoke-access.tsx";

/** What a runner's token gave it: nothing can be added, everything can be taken away. */
export function MachineGrants({ machine }: { machine: MachineDetailView }) {
  const held = machine.projects.filter(({ id }) => machine.grants.some(({ projectId }) => projectId === id));
  return (
    <section className="granted" aria-labelledby="grants">
      <SectionHead id="grants" title="Can read">
        {machine.token === null ? null : <span className="meta">from {machine.token.name}</span>}
      </SectionHead>
      {machine.grants.length === 0 ? (
        <p className="soft">Nothing: its secrets were deleted or taken back since.</p>
      ) : null}
      <ul className="list-lines">
        {machine.grants.map((grant) => (
          <GrantLine key={grant.secretId} grant={grant} />
        ))}
      </ul>
      {held.length === 0 ? null : (
        <>
          <p className="hint mt-2">Its token decided this. Nothing can be added, only taken back.</p>
          <div className="actions wraps mt-3">
            {held.map((project) => (
              <ChangeGrants
                key={project.id}
                isRunner
                machineId={machine.id}
                machineName={machine.name}
                project={project}
              />
            ))}
            <RevokeAccess machineId={machine.id} name={machine.name} />
          </div>
        </>
      )}
    </section>
  );
}

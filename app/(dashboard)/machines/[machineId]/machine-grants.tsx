import { Link } from "#app/_components/link.tsx";
import { SectionHead } from "#app/_components/page-head.tsx";
import { Ago } from "#app/_components/time.tsx";
import type { MachineDetailView } from "#lib/contract/machines.ts";
import { ChangeGrants } from "./change-grants.tsx";
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
          <li key={grant.secretId}>
            <Link className="mono cut" href={`/projects/${grant.projectId}/secrets/${grant.secretId}`}>
              {grant.name}
            </Link>
            <span className="meta">
              {grant.lastReadAt === null ? (
                "never read"
              ) : (
                <>
                  read <Ago at={grant.lastReadAt} />
                </>
              )}
            </span>
          </li>
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

import { Link } from "#app/_components/link.tsx";
import { SectionHead } from "#app/_components/page-head.tsx";
import { Ago } from "#app/_components/time.tsx";
import type { MachineDetailView } from "#lib/contract/machines.ts";

export function MachineGrants({ machine }: { machine: MachineDetailView }) {
  return (
    <section className="granted" aria-labelledby="grants">
      <SectionHead id="grants" title="Can read">
        {machine.token === null ? null : <span className="meta">from {machine.token.name}</span>}
      </SectionHead>
      {machine.grants.length === 0 ? <p className="soft">Nothing: its secrets were deleted since.</p> : null}
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
    </section>
  );
}

import { Link } from "#app/_components/link.tsx";
import { Ago } from "#app/_components/time.tsx";
import type { MachineDetailView } from "#lib/contract/machines.ts";

/** A secret that a machine may read, and when it last did. */
export function GrantLine({ grant }: { grant: MachineDetailView["grants"][number] }) {
  return (
    <li>
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
  );
}

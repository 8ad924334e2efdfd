import { Link } from "#app/_components/link.tsx";
import { SectionHead } from "#app/_components/page-head.tsx";
import { counted } from "#app/_format/amount.ts";
import type { MachineDetailView } from "#lib/contract/machines.ts";
import { AttachProject } from "./attach-project.tsx";
import { ChangeGrants } from "./change-grants.tsx";
import { DetachProject } from "./detach-project.tsx";
import { GrantLine } from "./grant-line.tsx";
import { RevokeAccess } from "./revoke-access.tsx";

type AccessProps = { machine: MachineDetailView; projects: { id: string; name: string }[] };

/** What a machine that stays may read, project by project. */
export function MachineAccess({ machine, projects }: AccessProps) {
  const attached = new Set(machine.projects.map(({ id }) => id));
  const others = projects.filter(({ id }) => !attached.has(id));
  return (
    <section aria-labelledby="access">
      <SectionHead id="access" title="Projects and grants">
        <span className="actions">
          {machine.projects.length === 0 ? null : <RevokeAccess machineId={machine.id} name={machine.name} />}
          {others.length === 0 ? null : <AttachProject machineId={machine.id} projects={others} />}
        </span>
      </SectionHead>
      {machine.projects.length === 0 ? (
        <p className="soft">
          It reads nothing yet.{" "}
          {projects.length === 0
            ? "Make a project and store a secret first."
            : "Attach a project, then choose which of its secrets it gets."}
        </p>
      ) : (
        <ul className="access">
          {machine.projects.map((project) => (
            <ProjectAccess key={project.id} machine={machine} project={project} />
          ))}
        </ul>
      )}
    </section>
  );
}

type ProjectAccessProps = { machine: MachineDetailView; project: { id: string; name: string } };

function ProjectAccess({ machine, project }: ProjectAccessProps) {
  const grants = machine.grants.filter(({ projectId }) => projectId === project.id);
  return (
    <li>
      <div>
        <h3>
          <Link href={`/projects/${project.id}`}>{project.name}</Link>
        </h3>
        <span className="meta">
          {grants.length === 0 ? "No secret granted" : counted(grants.length, "secret")}
        </span>
      </div>
      <span className="actions">
        <ChangeGrants machineId={machine.id} machineName={machine.name} project={project} />
        <DetachProject machineId={machine.id} project={project} grants={grants} />
      </span>
      {grants.length === 0 ? null : (
        <ul className="names">
          {grants.map((grant) => (
            <GrantLine key={grant.secretId} grant={grant} />
          ))}
        </ul>
      )}
    </li>
  );
}

import type { Metadata } from "next";
import { EmptyState, Way } from "#app/_components/empty-state.tsx";
import { Link } from "#app/_components/link.tsx";
import { PageHead } from "#app/_components/page-head.tsx";
import { Ago, TimeCell } from "#app/_components/time.tsx";
import { counted, formatCount } from "#app/_format/amount.ts";
import { caller } from "#app/_trpc/caller.ts";
import type { ProjectView } from "#lib/contract/projects.ts";
import { NewProject } from "./new-project.tsx";

export const metadata: Metadata = { title: "Projects" };

const INTRO =
  "A project keeps the secrets of one service together. Machines are let into projects, never into the vault.";

export default async function ProjectsPage() {
  const projects = await (await caller()).projects.list();
  if (projects.length === 0) {
    return (
      <>
        <PageHead title="Projects" intro={INTRO} />
        <EmptyState title="Nothing is kept here yet">
          <Way icon="folder" title="Make a project for one service" action={<NewProject />}>
            One service or pipeline a project works well: whoever may read one of its secrets often needs its
            others.
          </Way>
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHead title="Projects" intro={INTRO} actions={<NewProject />} />
      <div className="frame">
        <table className="tbl tall folds">
          <thead>
            <tr>
              <th aria-sort="ascending">Name</th>
              <th className="num">Secrets</th>
              <th className="num">Machines</th>
              <th>Last read, UTC</th>
            </tr>
          </thead>
          <tbody>
            {projects.map((project) => (
              <ProjectRow key={project.id} project={project} />
            ))}
          </tbody>
        </table>
      </div>
      <div className="table-foot">
        <span>{counted(projects.length, "project")}</span>
      </div>
    </>
  );
}

function ProjectRow({ project }: { project: ProjectView }) {
  return (
    <tr>
      <td className="m-main clip">
        <Link className="name" href={`/projects/${project.id}`}>
          {project.name}
        </Link>
        {project.description === "" ? null : <span className="sub cut">{project.description}</span>}
      </td>
      <td className="num m-side">
        {formatCount(project.secretCount)}
        <span className="m-only faint"> {project.secretCount === 1 ? "secret" : "secrets"}</span>
      </td>
      <td className="num m-hide">{formatCount(project.machineCount)}</td>
      <td className="m-hide">
        <TimeCell at={project.lastReadAt} />
      </td>
      <td className="m-sub m-only">
        Last read: <Ago at={project.lastReadAt} never="never" />
      </td>
    </tr>
  );
}

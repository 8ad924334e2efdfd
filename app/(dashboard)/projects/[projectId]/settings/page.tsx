import type { Metadata } from "next";
import { ProjectFrame } from "#app/_components/project-frame.tsx";
import { caller } from "#app/_trpc/caller.ts";
import { DeleteProject } from "./delete-project.tsx";
import { ProjectForm } from "./project-form.tsx";

export const metadata: Metadata = { title: "Project settings" };

export default async function ProjectSettingsPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params;
  const call = await caller();
  const [project, deletion] = await Promise.all([
    call.projects.get({ projectId }),
    call.projects.deletion({ projectId }),
  ]);
  return (
    <ProjectFrame project={project} tab="settings">
      <div className="measure stack">
        <section aria-labelledby="words">
          <h2 id="words" className="sr">
            Name and description
          </h2>
          <ProjectForm project={project} />
        </section>
        <section className="form-section" aria-labelledby="delete">
          <h2 id="delete">Delete this project</h2>
          <p className="soft">
            Its secrets, its machines’ access and its tokens’ use of it end at once. The next dialog names all
            of them.
          </p>
          <p className="mt-3">
            <DeleteProject projectId={projectId} name={project.name} deletion={deletion} />
          </p>
        </section>
      </div>
    </ProjectFrame>
  );
}

import type { Metadata } from "next";
import { firstOf, type SearchParams } from "#app/_components/address.ts";
import { ProjectFrame } from "#app/_components/project-frame.tsx";
import { SearchBox } from "#app/_components/search-box.tsx";
import { caller } from "#app/_trpc/caller.ts";
import { NoMatches, NoSecrets } from "./no-secrets.tsx";
import { SecretsTable } from "./secrets-table.tsx";

type PageProps = { params: Promise<{ projectId: string }>; searchParams: Promise<SearchParams> };

export const metadata: Metadata = { title: "Secrets" };

export default async function ProjectPage({ params, searchParams }: PageProps) {
  const { projectId } = await params;
  const search = (firstOf(await searchParams, "q") ?? "").slice(0, 128);
  const call = await caller();
  const [project, secrets] = await Promise.all([
    call.projects.get({ projectId }),
    call.secrets.list({ projectId, search }),
  ]);
  const path = `/projects/${projectId}`;
  if (project.secretCount === 0) {
    return (
      <ProjectFrame project={project} tab="secrets">
        <NoSecrets projectId={projectId} />
      </ProjectFrame>
    );
  }
  return (
    <ProjectFrame project={project} tab="secrets">
      <div className="toolbar">
        <SearchBox label="Search names and notes" path={path} value={search} />
        <span className="meta push m-hide">Times in UTC</span>
      </div>
      {secrets.length === 0 ? <NoMatches search={search} path={path} /> : <SecretsTable secrets={secrets} />}
    </ProjectFrame>
  );
}

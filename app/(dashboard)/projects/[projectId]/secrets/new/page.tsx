import type { Metadata } from "next";
import { firstOf, type SearchParams } from "#app/_components/address.ts";
import { Crumbs, PageHead } from "#app/_components/page-head.tsx";
import { caller } from "#app/_trpc/caller.ts";
import { NewSecretForm } from "./new-secret-form.tsx";

export const metadata: Metadata = { title: "New secret" };

type PageProps = { params: Promise<{ projectId: string }>; searchParams: Promise<SearchParams> };

export default async function NewSecretPage({ params, searchParams }: PageProps) {
  const { projectId } = await params;
  const kind = firstOf(await searchParams, "kind") === "structured" ? "structured" : "single";
  const project = await (await caller()).projects.get({ projectId });
  return (
    <>
      <Crumbs
        trail={[
          { label: "Projects", href: "/projects" },
          { label: project.name, href: `/projects/${projectId}` },
        ]}
        here="New secret"
      />
      <PageHead
        title="New secret"
        intro="It is sealed before it is stored. Nobody can read it until you let a machine."
      />
      <NewSecretForm projectId={projectId} kind={kind} />
    </>
  );
}

import type { Metadata } from "next";
import { Crumbs, PageHead } from "#app/_components/page-head.tsx";
import { caller } from "#app/_trpc/caller.ts";
import { PasteForm } from "./paste-form.tsx";

export const metadata: Metadata = { title: "Paste .env" };

export default async function PastePage({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params;
  const project = await (await caller()).projects.get({ projectId });
  return (
    <>
      <Crumbs
        trail={[
          { label: "Projects", href: "/projects" },
          { label: project.name, href: `/projects/${projectId}` },
        ]}
        here="Paste .env"
      />
      <PageHead
        title="Paste .env"
        intro="See what each line means before it is saved. Nothing leaves this page until you save, and then all of it is saved, or none."
      />
      <PasteForm projectId={projectId} />
    </>
  );
}

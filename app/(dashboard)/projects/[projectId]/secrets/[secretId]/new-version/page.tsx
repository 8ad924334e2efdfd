import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Crumbs, PageHead } from "#app/_components/page-head.tsx";
import { caller } from "#app/_trpc/caller.ts";
import { NewVersionForm } from "./new-version-form.tsx";

export const metadata: Metadata = { title: "New version" };

type PageProps = { params: Promise<{ projectId: string; secretId: string }> };

export default async function NewVersionPage({ params }: PageProps) {
  const { projectId, secretId } = await params;
  const secret = await (await caller()).secrets.get({ secretId });
  if (secret.projectId !== projectId) notFound();
  const base = `/projects/${projectId}`;
  return (
    <>
      <Crumbs
        trail={[
          { label: "Projects", href: "/projects" },
          { label: secret.projectName, href: base },
          { label: secret.name, href: `${base}/secrets/${secretId}` },
        ]}
        here="New version"
      />
      <PageHead
        title={`Version ${secret.version + 1} of ${secret.name}`}
        intro="Machines get it from their next read on. Earlier versions are kept."
      />
      <NewVersionForm
        address={`${base}/secrets/${secretId}`}
        secretId={secretId}
        name={secret.name}
        version={secret.version}
        kind={secret.kind}
        fieldNames={secret.fieldNames}
      />
    </>
  );
}

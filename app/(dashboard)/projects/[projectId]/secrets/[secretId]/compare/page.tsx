import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { firstOf, type SearchParams } from "#app/_components/address.ts";
import { Crumbs, PageHead } from "#app/_components/page-head.tsx";
import { formatInstant } from "#app/_format/instant.ts";
import { caller } from "#app/_trpc/caller.ts";
import { CompareForm } from "./compare-form.tsx";

export const metadata: Metadata = { title: "Compare versions" };

type PageProps = {
  params: Promise<{ projectId: string; secretId: string }>;
  searchParams: Promise<SearchParams>;
};

export default async function ComparePage({ params, searchParams }: PageProps) {
  const { projectId, secretId } = await params;
  const secret = await (await caller()).secrets.get({ secretId });
  if (secret.projectId !== projectId) notFound();
  const asked = await searchParams;
  const chosen = (name: string, otherwise: number | undefined) => {
    const version = Number(firstOf(asked, name) ?? otherwise);
    return secret.versions.some((row) => row.version === version) ? version : (otherwise ?? version);
  };
  const now = new Date();
  const base = `/projects/${projectId}`;
  return (
    <>
      <Crumbs
        trail={[
          { label: "Projects", href: "/projects" },
          { label: secret.projectName, href: base },
          { label: secret.name, href: `${base}/secrets/${secretId}` },
        ]}
        here="Compare"
      />
      <PageHead
        title={`Versions of ${secret.name}`}
        intro="The server compares them and tells what differs, without a value. It is recorded under your name."
      />
      <CompareForm
        secretId={secretId}
        versions={secret.versions.map(({ version, createdAt, createdBy }) => ({
          version,
          words: `v${version}, ${formatInstant(createdAt, now)}, ${createdBy}`,
        }))}
        from={chosen("from", secret.versions[1]?.version)}
        to={chosen("to", secret.version)}
      />
    </>
  );
}

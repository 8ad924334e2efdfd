import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { firstOf, type SearchParams } from "#app/_components/address.ts";
import { Badge } from "#app/_components/badge.tsx";
import { ButtonLink } from "#app/_components/button.tsx";
import { Id } from "#app/_components/id.tsx";
import { Link } from "#app/_components/link.tsx";
import { Crumbs, PageHead, SectionHead } from "#app/_components/page-head.tsx";
import { caller } from "#app/_trpc/caller.ts";
import { DeleteSecret } from "./delete-secret.tsx";
import { EditNote } from "./edit-note.tsx";
import { ReadersTable } from "./readers-table.tsx";
import { RenameSecret } from "./rename-secret.tsx";
import { SecretAside } from "./secret-aside.tsx";
import { SecretIntro } from "./secret-intro.tsx";
import { SecretValues } from "./secret-values.tsx";
import { VersionsTable } from "./versions-table.tsx";

type PageProps = {
  params: Promise<{ projectId: string; secretId: string }>;
  searchParams: Promise<SearchParams>;
};

export const metadata: Metadata = { title: "Secret" };

export default async function SecretPage({ params, searchParams }: PageProps) {
  const { projectId, secretId } = await params;
  const secret = await (await caller()).secrets.get({ secretId });
  if (secret.projectId !== projectId) notFound();
  const asked = Number(firstOf(await searchParams, "version") ?? secret.version);
  const version = secret.versions.find((row) => row.version === asked);
  if (version === undefined) notFound();
  const base = `/projects/${projectId}`;
  return (
    <>
      <Crumbs
        trail={[
          { label: "Projects", href: "/projects" },
          { label: secret.projectName, href: base },
        ]}
        here={secret.name}
      />
      <PageHead
        title={secret.name}
        isMono
        beside={
          <>
            {secret.kind === "structured" ? <Badge>Structured</Badge> : null}
            <Id id={secret.id} />
          </>
        }
        intro={<SecretIntro secret={secret} />}
        actions={
          <>
            <RenameSecret secretId={secretId} name={secret.name} fieldNames={secret.fieldNames} />
            <EditNote secretId={secretId} note={secret.note} />
            <DeleteSecret
              projectId={projectId}
              secretId={secretId}
              name={secret.name}
              readers={secret.readers}
            />
            <ButtonLink look="primary" href={`${base}/secrets/${secretId}/new-version`}>
              New version
            </ButtonLink>
          </>
        }
      />
      <div className="split">
        <div className="stack">
          <section aria-labelledby="value">
            <SectionHead id="value" title={`Value, version ${version.version}`}>
              {version.version === secret.version ? null : <Badge tone="warn">Not the current one</Badge>}
            </SectionHead>
            <SecretValues
              key={version.version}
              secretId={secretId}
              version={version.version}
              fieldNames={version.fieldNames}
            />
          </section>
          <section aria-labelledby="readers">
            <SectionHead id="readers" title="Who can read it" />
            <ReadersTable readers={secret.readers} />
          </section>
          <section aria-labelledby="versions">
            <SectionHead id="versions" title="Versions">
              {secret.versions.length > 1 ? (
                <Link href={`${base}/secrets/${secretId}/compare`}>Compare versions</Link>
              ) : (
                <span className="meta">Readers always get the newest.</span>
              )}
            </SectionHead>
            <VersionsTable secret={secret} shown={version.version} />
          </section>
        </div>
        <SecretAside secret={secret} sizeBytes={version.sizeBytes} />
      </div>
    </>
  );
}

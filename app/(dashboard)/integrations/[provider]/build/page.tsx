import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { firstOf, type SearchParams } from "#app/_components/address.ts";
import { RouteDialog } from "#app/_components/route-dialog.tsx";
import { caller } from "#app/_trpc/caller.ts";
import { INTEGRATIONS } from "#lib/integrations/all.ts";
import { BuildBefore } from "./build-before.tsx";
import { BuildFiles } from "./build-files.tsx";
import { BuildRefused } from "./build-refused.tsx";

export const metadata: Metadata = { title: "Build" };

type PageProps = { params: Promise<{ provider: string }>; searchParams: Promise<SearchParams> };

export default async function BuildPage({ params, searchParams }: PageProps) {
  const { provider } = await params;
  const integration = INTEGRATIONS.find(({ id }) => id === provider);
  if (integration === undefined) notFound();
  const tokenId = firstOf(await searchParams, "token");
  const call = await caller();
  const [token, site] = await Promise.all([
    tokenId === undefined ? null : call.tokens.get({ tokenId }),
    call.integrations.site(),
  ]);
  return (
    <RouteDialog
      title={`Build for ${integration.title}`}
      intro="Paste the token once. The server checks it and writes the files for its policy."
      back="/integrations"
      docs={{ page: integration.id }}
    >
      {token === null ? (
        <BuildBefore provider={provider} guide={integration.guide} />
      ) : token.state === "active" ? (
        <BuildFiles integration={integration} token={token} site={site} />
      ) : (
        <BuildRefused provider={provider} token={token} />
      )}
    </RouteDialog>
  );
}

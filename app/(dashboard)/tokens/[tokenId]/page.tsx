import type { Metadata } from "next";
import { addressOf } from "#app/_components/address.ts";
import { ButtonLink } from "#app/_components/button.tsx";
import { Id } from "#app/_components/id.tsx";
import { Link } from "#app/_components/link.tsx";
import { Note } from "#app/_components/note.tsx";
import { Crumbs, PageHead, SectionHead } from "#app/_components/page-head.tsx";
import { State } from "#app/_components/state.tsx";
import { caller } from "#app/_trpc/caller.ts";
import { TOKEN_STATE_WORDS } from "#app/_words/token-words.ts";
import { RevokeToken } from "./revoke-token.tsx";
import { TokenAside } from "./token-aside.tsx";
import { TokenFacts } from "./token-facts.tsx";
import { TokenMachines } from "./token-machines.tsx";

export const metadata: Metadata = { title: "Enrollment token" };

export default async function TokenPage({ params }: { params: Promise<{ tokenId: string }> }) {
  const { tokenId } = await params;
  const token = await (await caller()).tokens.get({ tokenId });
  const { word, shape } = TOKEN_STATE_WORDS[token.state];
  const isRevoked = token.state === "revoked";
  return (
    <>
      <Crumbs trail={[{ label: "Enrollment Tokens", href: "/tokens" }]} here={token.name} />
      <PageHead
        tight
        title={token.name}
        beside={
          <>
            <State shape={shape}>{word}</State>
            <Id id={token.id} />
          </>
        }
        intro={token.description === "" ? undefined : token.description}
        actions={
          isRevoked ? undefined : (
            <>
              <RevokeToken tokenId={tokenId} name={token.name} liveMachineCount={token.liveMachineCount} />
              {token.state === "active" ? (
                <ButtonLink look="primary" href={`/integrations/bitbucket-pipelines/build?token=${tokenId}`}>
                  Build files
                </ButtonLink>
              ) : null}
            </>
          )
        }
      />
      {isRevoked ? (
        <div className="mb-6">
          <Note tone="danger">
            <b>This token was revoked</b>
            {token.revokeReason ? `: “${token.revokeReason}”.` : "."} It enrolls nothing any more. Create a
            new one if a pipeline still needs it.
          </Note>
        </div>
      ) : null}
      <TokenFacts token={token} />
      <div className="split wide-aside">
        <section aria-labelledby="machines">
          <SectionHead id="machines" title="Machines it enrolled">
            <Link href={addressOf("/audit", { tokenId })}>All in the audit log</Link>
          </SectionHead>
          <TokenMachines machines={token.machines} />
        </section>
        <TokenAside token={token} />
      </div>
    </>
  );
}

import type { Metadata } from "next";
import { addressOf } from "#app/_components/address.ts";
import { ButtonLink } from "#app/_components/button.tsx";
import { Id } from "#app/_components/id.tsx";
import { Link } from "#app/_components/link.tsx";
import { Crumbs, PageHead, SectionHead } from "#app/_components/page-head.tsx";
import { State } from "#app/_components/state.tsx";
import { counted } from "#app/_format/amount.ts";
import { TokenReach } from "#app/_tokens/token-reach.tsx";
import { caller } from "#app/_trpc/caller.ts";
import { TOKEN_STATE_WORDS } from "#app/_words/token-words.ts";
import { RevokeToken } from "./revoke-token.tsx";
import { TokenActivity } from "./token-activity.tsx";
import { TokenAside } from "./token-aside.tsx";
import { TokenFacts } from "./token-facts.tsx";
import { TokenMachines } from "./token-machines.tsx";
import { TokenNotes } from "./token-notes.tsx";
import { TokenPlaces } from "./token-places.tsx";
import { TokenRefusals } from "./token-refusals.tsx";

export const metadata: Metadata = { title: "Enrollment token" };

export default async function TokenPage({ params }: { params: Promise<{ tokenId: string }> }) {
  const { tokenId } = await params;
  const call = await caller();
  const [token, activity] = await Promise.all([
    call.tokens.get({ tokenId }),
    call.tokens.activity({ tokenId }),
  ]);
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
              {token.state === "expired" || token.replacedBy !== null ? null : (
                <ButtonLink href={`/tokens/${tokenId}/rotate`}>Rotate</ButtonLink>
              )}
              {token.state === "active" ? (
                <ButtonLink look="primary" href={`/integrations?token=${tokenId}`}>
                  Build files
                </ButtonLink>
              ) : null}
            </>
          )
        }
      />
      <TokenNotes token={token} />
      <TokenFacts token={token} />
      <div className="split wide-aside">
        <div className="stack">
          <section aria-labelledby="reach">
            <SectionHead id="reach" title="What it can reach">
              <span className="meta">{counted(token.policy.secrets.length, "secret")}</span>
            </SectionHead>
            <TokenReach policy={token.policy} />
          </section>
          <TokenActivity tokenId={tokenId} activity={activity} />
          <TokenRefusals refusals={activity.refusals} />
          <TokenPlaces {...activity} />
          <section aria-labelledby="machines">
            <SectionHead id="machines" title="Machines it enrolled">
              <Link href={addressOf("/audit", { tokenId })}>All in the audit log</Link>
            </SectionHead>
            <TokenMachines machines={token.machines} />
          </section>
        </div>
        <TokenAside token={token} />
      </div>
    </>
  );
}

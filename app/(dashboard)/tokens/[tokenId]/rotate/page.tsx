import type { Metadata } from "next";
import { Crumbs } from "#app/_components/page-head.tsx";
import { caller } from "#app/_trpc/caller.ts";
import type { TokenDetailView } from "#lib/contract/tokens.ts";
import { RotateForm } from "./rotate-form.tsx";

export const metadata: Metadata = { title: "Rotate enrollment token" };

export default async function RotatePage({ params }: { params: Promise<{ tokenId: string }> }) {
  const { tokenId } = await params;
  const call = await caller();
  const [token, { vault }, { baseUrl }] = await Promise.all([
    call.tokens.get({ tokenId }),
    call.account.me(),
    call.integrations.site(),
  ]);
  return (
    <>
      <Crumbs
        trail={[
          { label: "Enrollment Tokens", href: "/tokens" },
          { label: token.name, href: `/tokens/${tokenId}` },
        ]}
        here="Rotate"
      />
      <RotateForm
        tokenId={tokenId}
        name={token.name}
        endsAt={token.expiresAt}
        obstacle={obstacleOf(token)}
        enrollLine={`sikkerkey enroll --url ${baseUrl} --vault ${vault.id}`}
      />
    </>
  );
}

/** Why this token gets no successor, in the words of the server's refusal; null where it may. */
function obstacleOf({ state, replacedBy }: TokenDetailView): string | null {
  if (replacedBy !== null) return `It was rotated already: ${replacedBy.name} took its place.`;
  if (state === "revoked")
    return "It was revoked, and what was revoked gets no successor. Create a new token.";
  if (state === "expired") return "It has expired. Create a new token with the policy that is right today.";
  return null;
}

import { ButtonLink } from "#app/_components/button.tsx";
import { Note } from "#app/_components/note.tsx";
import type { TokenDetailView, TokenState } from "#lib/contract/tokens.ts";
import { ERRORS } from "#lib/errors.ts";
import { TokenField } from "./token-field.tsx";

const WORDS: Record<Exclude<TokenState, "active">, string> = {
  revoked: ERRORS.enrollment_token_revoked.message,
  expired: ERRORS.enrollment_token_expired.message,
  exhausted: ERRORS.enrollment_token_exhausted.message,
};

/** A token that enrolls nothing gets no files: they would fail in the pipeline with the same words. */
export function BuildRefused({ provider, token }: { provider: string; token: TokenDetailView }) {
  if (token.state === "active") return null;
  return (
    <>
      <div className="dialog-body">
        <Note tone="danger">
          <b>{WORDS[token.state]}.</b> {token.name} enrolls nothing any more. Check another token, or create a
          new one.
        </Note>
        <TokenField provider={provider} />
      </div>
      <div className="dialog-foot end">
        <ButtonLink href="/integrations" scroll={false}>
          Close
        </ButtonLink>
        <ButtonLink look="primary" href="/tokens/new">
          New enrollment token
        </ButtonLink>
      </div>
    </>
  );
}

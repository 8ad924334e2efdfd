import { Link } from "#app/_components/link.tsx";
import { Note } from "#app/_components/note.tsx";
import { formatMinute } from "#app/_format/instant.ts";
import type { TokenDetailView } from "#lib/contract/tokens.ts";
import { TOKEN_HINTS, type TokenHint } from "#lib/policy/token-hints.ts";

const ADVICE: Record<TokenHint, string> = {
  uses_nearly_gone: "Rotate it before a pipeline meets its end.",
  ends_soon: "Rotate it before a pipeline meets its end.",
  never_used: "Revoke it if nothing needs it.",
  unused: "Revoke it if nothing needs it.",
};

/** The one thing to know about a token before anything else; at most one note. */
export function TokenNotes({ token }: { token: TokenDetailView }) {
  const note = noteOf(token);
  return note === null ? null : <div className="mb-6">{note}</div>;
}

function noteOf({ state, replacedBy, revokeReason, policy, hints }: TokenDetailView) {
  const successor =
    replacedBy === null ? null : (
      <>
        {" "}
        <Link href={`/tokens/${replacedBy.id}`}>{replacedBy.name}</Link> took its place.
      </>
    );
  if (state === "revoked")
    return (
      <Note tone="danger">
        <b>This token was revoked</b>
        {revokeReason ? `: “${revokeReason}”.` : "."} It enrolls nothing any more.
        {successor ?? " Create a new one if a pipeline still needs it."}
      </Note>
    );
  if (successor !== null)
    return (
      <Note tone={state === "active" ? "warn" : "neutral"}>
        <b>This token was rotated.</b>
        {successor}{" "}
        {state === "active"
          ? `It still enrolls until ${formatMinute(policy.expiresAt, new Date())} UTC: replace it in the pipeline before.`
          : "It enrolls nothing any more."}
      </Note>
    );
  const [first] = hints;
  if (first === undefined) return null;
  return (
    <Note tone="warn">
      <b>{hints.map((hint) => TOKEN_HINTS[hint]).join(". ")}.</b> {ADVICE[first]}
    </Note>
  );
}

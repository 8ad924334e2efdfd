import { type ScopePolicy, scopeSentence } from "#lib/policy/scope-sentence.ts";

const TONES = { open: "open", missing: "missing" } as const;

/** One sentence a reviewer can read, its values marked. */
export function ScopeSentence({ policy, now }: { policy: ScopePolicy; now: Date }) {
  return (
    <p className="scope-says">
      {scopeSentence(policy, now).map((part, index) =>
        "text" in part ? (
          part.text
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the sentence is what a part is
          <b key={index} className={part.tone === undefined ? "" : TONES[part.tone]}>
            {part.value}
          </b>
        ),
      )}
    </p>
  );
}

"use client";

import { LeakSection } from "#app/_tokens/leak-section.tsx";
import { ScopeSentence } from "#app/_tokens/scope-sentence.tsx";
import { SecretNames } from "#app/_tokens/secret-names.tsx";
import { type ProjectOption, policyOf, type TokenDraft } from "./token-draft.ts";
import { usePause } from "./use-pause.ts";

type ScopeAsideProps = { draft: TokenDraft; projects: ProjectOption[]; now: Date };

/** What the form will do, in a sentence that changes as it is typed; said aloud after a pause. */
export function ScopeAside({ draft, projects, now }: ScopeAsideProps) {
  const policy = policyOf(draft, projects, now);
  const spoken = usePause(policy);
  return (
    <aside className="aside stays" aria-label="Scope of this token">
      <section className="panel scope-panel">
        <h3>In plain words</h3>
        {policy === null ? (
          <p className="scope-says">A lifetime or the number of uses is missing.</p>
        ) : (
          <>
            <ScopeSentence policy={policy} now={now} />
            <SecretNames policy={policy} />
          </>
        )}
      </section>
      {policy === null || policy.secrets.length === 0 ? null : <LeakSection policy={policy} />}
      <div className="sr" aria-live="polite">
        {spoken === null ? "" : <ScopeSentence policy={spoken} now={now} />}
      </div>
    </aside>
  );
}

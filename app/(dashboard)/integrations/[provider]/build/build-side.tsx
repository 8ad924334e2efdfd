import { Meter } from "#app/_components/chart.tsx";
import { formatCount } from "#app/_format/amount.ts";
import { ScopeSentence } from "#app/_tokens/scope-sentence.tsx";
import { SecretNames } from "#app/_tokens/secret-names.tsx";
import type { TokenDetailView } from "#lib/contract/tokens.ts";
import { BITBUCKET_GUIDE } from "#lib/integrations/bitbucket-guide.ts";

export function BuildSide({ token }: { token: TokenDetailView }) {
  return (
    <aside className="aside build-side">
      <section>
        <h3>What this token allows</h3>
        <ScopeSentence policy={token.policy} now={new Date()} />
        <SecretNames policy={token.policy} />
        <p className="meta between mt-3 mb-1">
          <span>Uses</span>
          <span>
            {formatCount(token.uses)} of {formatCount(token.maxUses)}
          </span>
        </p>
        <Meter used={token.uses} limit={token.maxUses} />
      </section>
      <section>
        <h3>Where the token goes</h3>
        <ol className="plainlist close">
          {BITBUCKET_GUIDE.whereTheTokenGoes.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
      <section>
        <details>
          <summary>Other ways to call it</summary>
          <dl className="stacked">
            {BITBUCKET_GUIDE.waysToCall.map(({ line, does }) => (
              <div key={line}>
                <dt>
                  <code>{line}</code>
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </details>
        <details>
          <summary>Troubleshooting</summary>
          <dl className="stacked">
            {BITBUCKET_GUIDE.troubleshooting.map(({ title, remedy }) => (
              <div key={title}>
                <dt>{title}</dt>
                <dd>{remedy}</dd>
              </div>
            ))}
          </dl>
        </details>
      </section>
    </aside>
  );
}

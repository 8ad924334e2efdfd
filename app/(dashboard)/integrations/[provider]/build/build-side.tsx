import { Fragment } from "react";
import { Meter } from "#app/_components/chart.tsx";
import { CopyLine } from "#app/_components/copy-line.tsx";
import { formatCount } from "#app/_format/amount.ts";
import { ScopeSentence } from "#app/_tokens/scope-sentence.tsx";
import { SecretNames } from "#app/_tokens/secret-names.tsx";
import type { TokenDetailView } from "#lib/contract/tokens.ts";
import type { Guide } from "#lib/integrations/integration.ts";

export function BuildSide({ token, guide }: { token: TokenDetailView; guide: Guide }) {
  const redacting = guide.waysToCall.find(({ line }) => line.includes("--redact"))?.line ?? "";
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
          {guide.whereTheTokenGoes.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        {guide.storeLine === undefined ? null : <CopyLine text={guide.storeLine} isWhole />}
        <dl className="facts mt-3">
          {guide.variableSettings.map(({ setting, value }) => (
            <Fragment key={setting}>
              <dt>{setting}</dt>
              <dd>{value}</dd>
            </Fragment>
          ))}
        </dl>
      </section>
      <section>
        <h3>What the log hides</h3>
        <p className="soft">{guide.masking}</p>
        <p className="meta mt-3 mb-1">To hide values in what one command prints</p>
        <CopyLine text={redacting} isWhole />
      </section>
      <section>
        <details>
          <summary>Other ways to call it</summary>
          <dl className="stacked">
            {guide.waysToCall.map(({ line, does }) => (
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
            {guide.troubleshooting.map(({ title, remedy }) => (
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

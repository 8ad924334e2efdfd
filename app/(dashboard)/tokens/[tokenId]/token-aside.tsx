import { Link } from "#app/_components/link.tsx";
import { formatMinute } from "#app/_format/instant.ts";
import { LeakSection } from "#app/_tokens/leak-section.tsx";
import { ScopeSentence } from "#app/_tokens/scope-sentence.tsx";
import type { TokenDetailView } from "#lib/contract/tokens.ts";

export function TokenAside({ token }: { token: TokenDetailView }) {
  const { policy } = token;
  return (
    <aside className="aside stays">
      <section className="panel scope-panel">
        <h3>In plain words</h3>
        <ScopeSentence policy={policy} now={new Date()} />
      </section>
      {token.state === "active" ? <LeakSection policy={policy} /> : null}
      <section>
        <dl className="facts">
          <dt>Created by</dt>
          <dd>{token.createdBy}</dd>
          {token.replaces === null ? null : (
            <>
              <dt>Replaces</dt>
              <dd>
                <Link href={`/tokens/${token.replaces.id}`}>{token.replaces.name}</Link>
                <span className="meta">
                  {", "}
                  {new Date(token.replaces.expiresAt) > new Date() ? "until" : "ended"}{" "}
                  {formatMinute(token.replaces.expiresAt, new Date())} UTC
                </span>
              </dd>
            </>
          )}
          <dt>Source</dt>
          <dd>
            {policy.sourceCidr === null ? (
              <span className="faint">Any address</span>
            ) : (
              <code>{policy.sourceCidr}</code>
            )}
          </dd>
          <dt>Hostname</dt>
          <dd>
            {policy.hostnamePattern === null ? (
              <span className="faint">Any</span>
            ) : (
              <code>{policy.hostnamePattern}</code>
            )}
          </dd>
          <dt>Machine name</dt>
          <dd>
            {policy.namePattern === null ? (
              <span className="faint">Any</span>
            ) : (
              <code>{policy.namePattern}</code>
            )}
          </dd>
        </dl>
      </section>
    </aside>
  );
}

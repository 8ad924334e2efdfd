import { ButtonLink } from "#app/_components/button.tsx";
import { Link } from "#app/_components/link.tsx";
import type { Guide } from "#lib/integrations/integration.ts";
import { TokenField } from "./token-field.tsx";

/** Before a token is known: its field, and what you need at hand. */
export function BuildBefore({ provider, guide }: { provider: string; guide: Guide }) {
  return (
    <>
      <div className="dialog-body build">
        <div className="build-main">
          <TokenField provider={provider} />
          <p className="soft">
            No token at hand? Its plaintext was shown once, when it was made. Open an active token under{" "}
            <Link href="/tokens">Enrollment Tokens</Link> and choose Build files, or{" "}
            <Link href="/tokens/new">create a new token</Link>.
          </p>
        </div>
        <aside className="aside build-side">
          <section>
            <h3>What you need</h3>
            <ul className="bullets">
              {guide.prerequisites.map((need) => (
                <li key={need}>{need}</li>
              ))}
            </ul>
          </section>
        </aside>
      </div>
      <div className="dialog-foot end">
        <ButtonLink href="/integrations" scroll={false}>
          Close
        </ButtonLink>
      </div>
    </>
  );
}

import { SectionHead } from "#app/_components/page-head.tsx";
import { TimeCell } from "#app/_components/time.tsx";
import { MACHINE_KIND_WORDS } from "#app/_words/machine-words.ts";
import type { OpenBootstrapTokenView } from "#lib/contract/bootstrap.ts";
import { RevokeBootstrapToken } from "./revoke-bootstrap-token.tsx";

/** Commands that were made and not run yet. */
export function OpenTokens({ tokens }: { tokens: OpenBootstrapTokenView[] }) {
  if (tokens.length === 0) return null;
  return (
    <section className="mt-8" aria-labelledby="open-tokens">
      <SectionHead id="open-tokens" title="Commands not run yet">
        <span className="meta m-hide">Each registers one machine, which then waits for approval</span>
      </SectionHead>
      <div className="frame">
        <table className="tbl tall folds">
          <thead>
            <tr>
              <th>For</th>
              <th>Kind</th>
              <th>Made</th>
              <th>Ends</th>
              <th>
                <span className="sr">Revoke</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {tokens.map((token) => (
              <tr key={token.id}>
                <td className="m-main clip">
                  <span className="name">{token.machineName ?? "Any hostname"}</span>
                  {token.description === "" ? null : <span className="sub cut">{token.description}</span>}
                </td>
                <td className="m-hide">{MACHINE_KIND_WORDS[token.kind]}</td>
                <td className="m-hide">
                  <TimeCell at={token.createdAt} />
                </td>
                <td className="m-sub">
                  <TimeCell at={token.expiresAt} />
                </td>
                <td className="num m-side">
                  <RevokeBootstrapToken
                    bootstrapTokenId={token.id}
                    name={token.machineName ?? "any hostname"}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

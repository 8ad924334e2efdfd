import { SectionHead } from "#app/_components/page-head.tsx";
import { TimeCell } from "#app/_components/time.tsx";
import type { OpenClaimView } from "#lib/contract/claims.ts";
import { RevokeClaim } from "./revoke-claim.tsx";

/** Claim files with which a container may still bind a key. */
export function OpenClaims({ claims }: { claims: OpenClaimView[] }) {
  if (claims.length === 0) return null;
  return (
    <section className="mt-8" aria-labelledby="open-claims">
      <SectionHead id="open-claims" title="Containers not started yet">
        <span className="meta m-hide">Each claim file lets one container make its own key</span>
      </SectionHead>
      <div className="frame">
        <table className="tbl tall folds">
          <thead>
            <tr>
              <th>For</th>
              <th>Made</th>
              <th>Ends</th>
              <th>
                <span className="sr">Revoke</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {claims.map(({ id, machineName, createdAt, expiresAt }) => (
              <tr key={id}>
                <td className="m-main clip">
                  <span className="name mono">{machineName}</span>
                </td>
                <td className="m-hide">
                  <TimeCell at={createdAt} />
                </td>
                <td className="m-sub">
                  <TimeCell at={expiresAt} />
                </td>
                <td className="num m-side">
                  <RevokeClaim claimId={id} machineName={machineName} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

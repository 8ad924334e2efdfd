import { SectionHead } from "#app/_components/page-head.tsx";
import { TimeCell } from "#app/_components/time.tsx";
import { formatCount } from "#app/_format/amount.ts";
import { DENY_REASONS } from "#lib/audit-events.ts";
import type { TokenActivityView } from "#lib/contract/tokens.ts";

/** Why this token was refused lately, the newest reason first. Nothing where it never was. */
export function TokenRefusals({ refusals }: { refusals: TokenActivityView["refusals"] }) {
  if (refusals.length === 0) return null;
  return (
    <section aria-labelledby="refusals">
      <SectionHead id="refusals" title="Refused">
        <span className="meta">30 days</span>
      </SectionHead>
      <table className="tbl plain tall folds">
        <thead>
          <tr>
            <th>Reason</th>
            <th className="num">Times</th>
            <th>Last, UTC</th>
          </tr>
        </thead>
        <tbody>
          {refusals.map(({ reason, isRehearsal, times, lastAt, lastSourceIp }) => (
            <tr key={`${reason} ${isRehearsal}`}>
              <td className="m-main wraps">
                {DENY_REASONS[reason]}
                <span className="sub">
                  {isRehearsal ? "In a rehearsal, last" : "Last"} from {lastSourceIp ?? "an unknown address"}
                </span>
              </td>
              <td className="num m-side">{formatCount(times)}</td>
              <td className="m-sub">
                <TimeCell at={lastAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

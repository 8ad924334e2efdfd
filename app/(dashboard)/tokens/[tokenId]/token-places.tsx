import { SectionHead } from "#app/_components/page-head.tsx";
import { Ago } from "#app/_components/time.tsx";
import { counted, formatCount } from "#app/_format/amount.ts";
import type { TokenActivityView } from "#lib/contract/tokens.ts";

type Props = Pick<TokenActivityView, "sources" | "sourceCount" | "hostnames" | "hostnameCount">;

/** From where it was used, and what the runners called themselves. */
export function TokenPlaces({ sources, sourceCount, hostnames, hostnameCount }: Props) {
  if (sources.length + hostnames.length === 0) return null;
  return (
    <div className="grid-2 places">
      <section aria-labelledby="sources">
        <SectionHead id="sources" title="By address">
          <span className="meta">{shownOf(sources.length, sourceCount)}</span>
        </SectionHead>
        <ul className="reach single">
          {sources.map(({ sourceIp, enrolled, refused, lastAt }) => (
            <li key={sourceIp}>
              <span className="mono">{sourceIp}</span>
              <span className="meta">
                {formatCount(enrolled)} enrolled
                {refused === 0 ? null : <span className="denied-text">, {formatCount(refused)} refused</span>}
                , <Ago at={lastAt} />
              </span>
            </li>
          ))}
        </ul>
      </section>
      {hostnames.length === 0 ? null : (
        <section aria-labelledby="hostnames">
          <SectionHead id="hostnames" title="By hostname">
            <span className="meta">{shownOf(hostnames.length, hostnameCount)}</span>
          </SectionHead>
          <ul className="reach single">
            {hostnames.map(({ hostname, machines, alive }) => (
              <li key={hostname}>
                <span className="mono">{hostname}</span>
                <span className="meta">
                  {counted(machines, "machine")}, {formatCount(alive)} alive
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

const shownOf = (shown: number, all: number) =>
  shown < all ? `newest ${shown} of ${formatCount(all)}` : formatCount(all);

import { Meter } from "#app/_components/chart.tsx";
import { TimeCell } from "#app/_components/time.tsx";
import { formatCount } from "#app/_format/amount.ts";
import type { TokenDetailView } from "#lib/contract/tokens.ts";
import { exactDuration } from "#lib/policy/scope-words.ts";

export function TokenFacts({ token }: { token: TokenDetailView }) {
  return (
    <dl className="strip">
      <div>
        <dt>Uses</dt>
        <dd>
          {formatCount(token.uses)} <span className="faint">of {formatCount(token.maxUses)}</span>
          <Meter used={token.uses} limit={token.maxUses} />
        </dd>
      </div>
      <div>
        <dt>Machines alive now</dt>
        <dd>{formatCount(token.liveMachineCount)}</dd>
      </div>
      <div>
        <dt>Last used, UTC</dt>
        <dd>
          <TimeCell at={token.lastUsedAt} />
        </dd>
      </div>
      <div>
        <dt>{token.revokedAt === null ? "Ends, UTC" : "Revoked, UTC"}</dt>
        <dd>
          <TimeCell at={token.revokedAt ?? token.expiresAt} />
        </dd>
      </div>
      <div>
        <dt>Each machine lives</dt>
        <dd>{exactDuration(token.policy.machineLifetimeSeconds)}</dd>
      </div>
    </dl>
  );
}

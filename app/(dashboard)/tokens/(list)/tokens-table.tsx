import { Link } from "#app/_components/link.tsx";
import { State } from "#app/_components/state.tsx";
import { Ago, TimeCell } from "#app/_components/time.tsx";
import { counted, formatCount, listed } from "#app/_format/amount.ts";
import { TOKEN_STATE_WORDS } from "#app/_words/token-words.ts";
import type { TokenView } from "#lib/contract/tokens.ts";
import { TOKEN_HINTS } from "#lib/policy/token-hints.ts";

export function TokensTable({ tokens }: { tokens: TokenView[] }) {
  return (
    <div className="frame">
      <table className="tbl tall folds">
        <thead>
          <tr>
            <th>Name</th>
            <th>State</th>
            <th>Scope</th>
            <th className="num">Uses</th>
            <th className="num">Live machines</th>
            <th>Last used, UTC</th>
            <th>Ends, UTC</th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TokenRow({ token }: { token: TokenView }) {
  const { word, shape } = TOKEN_STATE_WORDS[token.state];
  const [hint] = token.hints;
  return (
    <tr>
      <td className="m-main clip">
        <Link className="name" href={`/tokens/${token.id}`}>
          {token.name}
        </Link>
        {token.description === "" ? null : <span className="sub cut">{token.description}</span>}
      </td>
      <td className="m-side">
        <State shape={shape}>{word}</State>
        {hint === undefined ? null : <span className="sub warn-text">{TOKEN_HINTS[hint]}</span>}
      </td>
      <td className="m-hide">
        {counted(token.secretCount, "secret")}
        <span className="sub">{listed(token.projectNames, 1)}</span>
      </td>
      <td className="num m-hide">
        {formatCount(token.uses)} <span className="faint">of {formatCount(token.maxUses)}</span>
      </td>
      <td className="num m-hide">{formatCount(token.liveMachineCount)}</td>
      <td className="m-hide">
        <TimeCell at={token.lastUsedAt} />
      </td>
      <td className="m-hide">
        <TimeCell at={token.revokedAt ?? token.expiresAt} />
      </td>
      <td className="m-sub m-only">
        {formatCount(token.uses)} of {formatCount(token.maxUses)} uses, last{" "}
        <Ago at={token.lastUsedAt} never="never" />
      </td>
    </tr>
  );
}

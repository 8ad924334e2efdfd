import { counted } from "#app/_format/amount.ts";
import type { TokenPolicy } from "#lib/contract/tokens.ts";

/** Rows that are read at a glance; the rest is one click away. */
const SHOWN = 12;

/** Every secret a token gives and the variables it arrives as, project by project, for somebody who has to approve it. */
export function TokenReach({ policy }: { policy: TokenPolicy }) {
  if (policy.secrets.length === 0)
    return <p className="soft">Nothing any more: every secret it gave was removed.</p>;
  const groups = policy.projects.map((project) => ({
    ...project,
    secrets: policy.secrets.filter(({ projectId }) => projectId === project.id),
  }));
  return (
    <div className="stack close">
      {groups
        .filter(({ secrets }) => secrets.length > 0)
        .map(({ id, name, secrets }) => (
          <div key={id}>
            <h3 className="reach-head">
              {name}{" "}
              {groups.length === 1 ? null : <span className="meta">{counted(secrets.length, "secret")}</span>}
            </h3>
            <Secrets secrets={secrets.slice(0, SHOWN)} />
            {secrets.length > SHOWN ? (
              <details className="more">
                <summary>{counted(secrets.length - SHOWN, "more", "more")}</summary>
                <Secrets secrets={secrets.slice(SHOWN)} />
              </details>
            ) : null}
          </div>
        ))}
    </div>
  );
}

function Secrets({ secrets }: { secrets: TokenPolicy["secrets"] }) {
  return (
    <ul className="reach">
      {secrets.map(({ id, name, variables }) => (
        <li key={id}>
          <code>{name}</code>
          {variables.length === 1 && variables[0] === name ? null : (
            <span className="meta mono">{variables.join(", ")}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

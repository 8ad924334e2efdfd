import { counted } from "#app/_format/amount.ts";
import type { TokenPolicy } from "#lib/contract/tokens.ts";

const SHOWN = 12;

/** The secrets a policy delivers, by name and project. */
export function SecretNames({ policy }: { policy: TokenPolicy }) {
  if (policy.secrets.length === 0) return null;
  const projects = new Map(policy.projects.map(({ id, name }) => [id, name]));
  const rest = policy.secrets.length - SHOWN;
  return (
    <ul className="list-lines ruled">
      {policy.secrets.slice(0, SHOWN).map((secret) => (
        <li key={secret.id}>
          <code className="cut">{secret.name}</code>
          <span className="meta">
            {secret.fieldNames === null
              ? projects.get(secret.projectId)
              : counted(secret.variables.length, "variable")}
          </span>
        </li>
      ))}
      {rest > 0 ? <li className="faint">and {counted(rest, "more", "more")}</li> : null}
    </ul>
  );
}

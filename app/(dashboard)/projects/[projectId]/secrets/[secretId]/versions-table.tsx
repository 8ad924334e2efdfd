import { Badge } from "#app/_components/badge.tsx";
import { ButtonLink } from "#app/_components/button.tsx";
import { formatSize } from "#app/_format/amount.ts";
import { formatInstant } from "#app/_format/instant.ts";
import type { SecretDetailView } from "#lib/contract/secrets.ts";
import { RollBack } from "./roll-back.tsx";

/** Every version with what can be done about it; the oldest of a hundred still has its number. */
export function VersionsTable({ secret, shown }: { secret: SecretDetailView; shown: number }) {
  const now = new Date();
  // What every row's dialog says; the browser gets it once.
  const { id, name, version, variables, machineCount, machineNames } = secret;
  const subject = { id, name, version, variables, machineCount, machineNames };
  const path = `/projects/${secret.projectId}/secrets/${secret.id}`;
  return (
    <table className="tbl plain folds">
      <thead>
        <tr>
          <th>Version</th>
          <th>Written</th>
          <th>By</th>
          <th className="num">Size</th>
          <th>
            <span className="sr">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {secret.versions.map((row) => (
          <tr key={row.version}>
            <td className="m-main">
              v{row.version} {row.version === secret.version ? <Badge tone="accent">Current</Badge> : null}
              {row.restoredFrom === null ? null : <span className="meta"> from v{row.restoredFrom}</span>}
            </td>
            <td className="m-side">
              <time dateTime={row.createdAt}>{formatInstant(row.createdAt, now)}</time>
            </td>
            <td className="m-sub soft">{row.createdBy}</td>
            <td className="num m-hide soft">{formatSize(row.sizeBytes)}</td>
            <td className="version-acts">
              <span className="actions end">
                {row.version === shown ? (
                  <span className="faint small">Shown above</span>
                ) : (
                  <ButtonLink
                    look="quiet"
                    small
                    href={row.version === secret.version ? path : `${path}?version=${row.version}`}
                    scroll
                    aria-label={`Open version ${row.version}`}
                  >
                    Open
                  </ButtonLink>
                )}
                {row.version === secret.version ? null : (
                  <>
                    <ButtonLink
                      look="quiet"
                      small
                      href={`${path}/compare?from=${row.version}&to=${secret.version}`}
                      aria-label={`Compare version ${row.version} with the current one`}
                    >
                      Compare
                    </ButtonLink>
                    <RollBack secret={subject} to={row} />
                  </>
                )}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { Badge } from "#app/_components/badge.tsx";
import { Link } from "#app/_components/link.tsx";
import { formatSize } from "#app/_format/amount.ts";
import { formatInstant } from "#app/_format/instant.ts";
import type { SecretDetailView } from "#lib/contract/secrets.ts";

export function VersionsTable({ secret, shown }: { secret: SecretDetailView; shown: number }) {
  const now = new Date();
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
            </td>
            <td className="m-side">
              <time dateTime={row.createdAt}>{formatInstant(row.createdAt, now)}</time>
            </td>
            <td className="m-sub soft">{row.createdBy}</td>
            <td className="num m-hide soft">{formatSize(row.sizeBytes)}</td>
            <td className="num m-hide">
              {row.version === shown ? (
                <span className="faint">Shown above</span>
              ) : (
                <Link
                  className="btn sm quiet"
                  href={row.version === secret.version ? path : `${path}?version=${row.version}`}
                  scroll
                  aria-label={`Open version ${row.version}`}
                >
                  Open
                </Link>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

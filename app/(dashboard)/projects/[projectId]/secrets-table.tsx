import { Link } from "#app/_components/link.tsx";
import { Ago, Day, TimeCell } from "#app/_components/time.tsx";
import { counted, formatCapped, formatCount } from "#app/_format/amount.ts";
import { READS_COUNTED_MAX, type SecretView } from "#lib/contract/secrets.ts";

export function SecretsTable({ secrets }: { secrets: SecretView[] }) {
  return (
    <>
      <div className="frame">
        <table className="tbl tall folds">
          <thead>
            <tr>
              <th aria-sort="ascending">Name</th>
              <th>Kind</th>
              <th>Version</th>
              <th>Who can read</th>
              <th>Last read</th>
              <th className="num">Reads, 7 days</th>
            </tr>
          </thead>
          <tbody>
            {secrets.map((secret) => (
              <SecretRow key={secret.id} secret={secret} />
            ))}
          </tbody>
        </table>
      </div>
      <div className="table-foot">
        <span>
          {counted(secrets.length, "secret")}. Values stay on the server until someone reveals one, and every
          reveal is in the audit log.
        </span>
      </div>
    </>
  );
}

function SecretRow({ secret }: { secret: SecretView }) {
  return (
    <tr>
      <td className="m-main clip">
        <Link className="name mono" href={`/projects/${secret.projectId}/secrets/${secret.id}`}>
          {secret.name}
        </Link>
        {secret.note === "" ? null : <span className="sub cut">{secret.note}</span>}
      </td>
      <td className="m-hide soft">
        {secret.fieldNames === null ? "Single" : `Structured, ${counted(secret.fieldNames.length, "field")}`}
      </td>
      <td className="m-hide">
        v{secret.version}
        <span className="sub">
          <Day at={secret.versionAt} />
        </span>
      </td>
      <td className="m-hide">
        <Readers secret={secret} />
      </td>
      <td className="m-hide">
        <TimeCell at={secret.lastReadAt} />
      </td>
      <td className="num m-side">
        {formatCapped(secret.readsLast7Days, READS_COUNTED_MAX)}
        <span className="m-only"> {secret.readsLast7Days === 1 ? "read" : "reads"} in 7 days</span>
        <span className="sub m-only">
          <Ago at={secret.lastReadAt} never="never read" />
        </span>
      </td>
    </tr>
  );
}

function Readers({ secret }: { secret: SecretView }) {
  const [first] = secret.machineNames;
  if (first === undefined) return <span className="faint">Nobody yet</span>;
  const others = secret.machineCount - 1;
  return (
    <>
      <span className="soft">{first}</span>
      {others > 0 ? <span className="faint"> +{formatCount(others)}</span> : null}
    </>
  );
}

import { addressOf } from "#app/_components/address.ts";
import { Link } from "#app/_components/link.tsx";
import { TimeLine } from "#app/_components/time.tsx";
import { counted, formatCapped, formatSize } from "#app/_format/amount.ts";
import { READS_COUNTED_MAX, type SecretDetailView } from "#lib/contract/secrets.ts";

export function SecretAside({ secret, sizeBytes }: { secret: SecretDetailView; sizeBytes: number }) {
  const fields = secret.fieldNames === null ? "" : `${counted(secret.fieldNames.length, "field")}, `;
  return (
    <aside className="aside stays">
      <section>
        <div className="section-head">
          <h2>Reads</h2>
          <span className="meta">7 days</span>
        </div>
        <p className="headline">{formatCapped(secret.readsLast7Days, READS_COUNTED_MAX)}</p>
        <p className="mt-2">
          <Link href={addressOf("/audit", { secretId: secret.id })}>Who read it and when</Link>
        </p>
      </section>
      <section>
        <dl className="facts">
          <dt>Project</dt>
          <dd>
            <Link href={`/projects/${secret.projectId}`}>{secret.projectName}</Link>
          </dd>
          <dt>Last read</dt>
          <dd>
            <TimeLine at={secret.lastReadAt} />
          </dd>
          <dt>Created</dt>
          <dd>
            <TimeLine at={secret.createdAt} />
          </dd>
          <dt>Size</dt>
          <dd>
            {fields}
            {formatSize(sizeBytes)}
          </dd>
          <dt>Times</dt>
          <dd>UTC</dd>
        </dl>
      </section>
    </aside>
  );
}

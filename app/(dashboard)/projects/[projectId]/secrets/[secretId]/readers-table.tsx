import { Link } from "#app/_components/link.tsx";
import { MACHINE_KIND_WORDS } from "#app/_words/machine-words.ts";
import type { SecretDetailView } from "#lib/contract/secrets.ts";

export function ReadersTable({ readers }: { readers: SecretDetailView["readers"] }) {
  if (readers.length === 0) {
    return (
      <p className="soft">
        Nobody yet. A machine may read it once it enrolled with a token that names it: make one under{" "}
        <Link href="/tokens/new">Enrollment Tokens</Link>.
      </p>
    );
  }
  return (
    <table className="tbl plain folds">
      <thead>
        <tr>
          <th>Machine</th>
          <th>Kind</th>
          <th>Through</th>
        </tr>
      </thead>
      <tbody>
        {readers.map((reader) => (
          <tr key={reader.machineId}>
            <td className="m-main">
              <Link className="name" href={`/machines/${reader.machineId}`}>
                {reader.name}
              </Link>
            </td>
            <td className="m-hide soft">{MACHINE_KIND_WORDS[reader.kind] ?? reader.kind}</td>
            <td className="m-side soft">{reader.tokenName ?? <span className="faint">–</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { Link } from "#app/_components/link.tsx";
import { Note } from "#app/_components/note.tsx";
import { formatCount } from "#app/_format/amount.ts";
import type { OverviewView } from "#lib/contract/overview.ts";

export function HomeAside({ overview, isDone }: { overview: OverviewView; isDone: boolean }) {
  const { counts } = overview;
  return (
    <aside className="aside stays">
      <section>
        <h2>In this vault</h2>
        <dl className="facts">
          <dt>Projects</dt>
          <dd>
            <Link href="/projects">{formatCount(counts.projects)}</Link>
          </dd>
          <dt>Secrets</dt>
          <dd>{formatCount(counts.secrets)}</dd>
          <dt>Tokens</dt>
          <dd>
            <Link href="/tokens">{formatCount(counts.activeTokens)} active</Link>
          </dd>
          <dt>Machines</dt>
          <dd>
            <Link href="/machines">{formatCount(counts.liveMachines)} live</Link>
          </dd>
        </dl>
      </section>
      {isDone ? null : (
        <section>
          <Note tone="warn">
            <b>Keep a copy of the root key.</b> Without it nobody can open this vault, backups included. The
            server printed its place when it first started.
          </Note>
        </section>
      )}
    </aside>
  );
}

import { Badge } from "#app/_components/badge.tsx";
import { TimeCell } from "#app/_components/time.tsx";
import type { SessionView } from "#lib/contract/account.ts";
import { deviceOf } from "./device-of.ts";
import { RevokeSession } from "./revoke-session.tsx";

export function SessionsTable({ sessions }: { sessions: SessionView[] }) {
  return (
    <table className="tbl plain tall folds">
      <thead>
        <tr>
          <th>Device</th>
          <th>Last seen, UTC</th>
          <th>Signed in, UTC</th>
          <th>
            <span className="sr">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => (
          <tr key={session.id}>
            <td className="m-main">
              <span className="tagline">
                <span className="name">{deviceOf(session.userAgent)}</span>
                {session.isCurrent ? <Badge tone="accent">This one</Badge> : null}
              </span>
              <span className="sub mono">{session.sourceIp}</span>
            </td>
            <td className="m-sub">
              <TimeCell at={session.lastSeenAt} />
            </td>
            <td className="m-hide">
              <TimeCell at={session.createdAt} />
            </td>
            <td className="num m-side">
              {session.isCurrent ? null : (
                <RevokeSession sessionId={session.id} device={deviceOf(session.userAgent)} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

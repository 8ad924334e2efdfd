import type { Metadata } from "next";
import { ProjectFrame } from "#app/_components/project-frame.tsx";
import { Day, TimeCell } from "#app/_components/time.tsx";
import { caller } from "#app/_trpc/caller.ts";
import { TRASH_DAYS } from "#lib/contract/secrets.ts";
import { PurgeSecret } from "./purge-secret.tsx";
import { RestoreSecret } from "./restore-secret.tsx";

export const metadata: Metadata = { title: "Trash" };

export default async function TrashPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params;
  const call = await caller();
  const [project, trashed] = await Promise.all([
    call.projects.get({ projectId }),
    call.secrets.trash({ projectId }),
  ]);
  return (
    <ProjectFrame project={project} tab="trash">
      {trashed.length === 0 ? (
        <section className="nothing">
          <h2>The trash is empty</h2>
          <p className="soft">
            A deleted secret waits here for {TRASH_DAYS} days, readable by nobody. Until then it can be
            restored with all its versions.
          </p>
        </section>
      ) : (
        <div className="frame">
          <table className="tbl tall folds">
            <thead>
              <tr>
                <th>Name</th>
                <th aria-sort="descending">Deleted, UTC</th>
                <th>Removed for good</th>
                <th>
                  <span className="sr">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {trashed.map((secret) => (
                <tr key={secret.id}>
                  <td className="m-main clip">
                    <span className="name mono">{secret.name}</span>
                  </td>
                  <td className="m-hide">
                    <TimeCell at={secret.deletedAt} />
                  </td>
                  <td className="m-sub">
                    <span className="m-only">Removed for good on </span>
                    <Day at={secret.purgeAt} />
                  </td>
                  <td className="num m-side">
                    <span className="actions end">
                      <RestoreSecret secretId={secret.id} name={secret.name} />
                      <PurgeSecret secretId={secret.id} name={secret.name} />
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </ProjectFrame>
  );
}

import { SectionHead } from "#app/_components/page-head.tsx";
import { Day, TimeLine } from "#app/_components/time.tsx";
import { formatMinute } from "#app/_format/instant.ts";
import type { MachineDetailView, MachineExtensionView } from "#lib/contract/machines.ts";
import { ExtendMachine } from "./extend-machine.tsx";
import { UndoExtension } from "./undo-extension.tsx";

/** How long a machine still lives; and of a temporary one, the only kind that can be given more, who gave it more. */
export function LifetimePanel({ machine }: { machine: MachineDetailView }) {
  const { id, name, expiresAt, extensions } = machine;
  if (expiresAt === null) return null;
  const newest = extensions.find(({ undoneAt }) => undoneAt === null);
  return (
    <section aria-labelledby="lifetime">
      <SectionHead id="lifetime" title="Lifetime">
        {machine.kind === "temporary" ? (
          <ExtendMachine machineId={id} name={name} expiresAt={expiresAt} />
        ) : null}
      </SectionHead>
      <p>
        {machine.state === "expired" ? "Ended" : "Ends"} <TimeLine at={expiresAt} />
      </p>
      {extensions.length === 0 ? null : (
        <>
          <ul className="extensions mt-3">
            {extensions.map((extension) => (
              <Extension key={extension.id} extension={extension} />
            ))}
          </ul>
          {newest === undefined ? null : (
            <UndoExtension machineId={id} name={name} previousExpiresAt={newest.previousExpiresAt} />
          )}
        </>
      )}
    </section>
  );
}

function Extension({ extension }: { extension: MachineExtensionView }) {
  const now = new Date();
  return (
    <li>
      <span className={extension.undoneAt === null ? "" : "faint"}>
        To <time dateTime={extension.expiresAt}>{formatMinute(extension.expiresAt, now)}</time>
        {extension.undoneAt === null ? null : ", undone"}
      </span>
      <span className="meta block">“{extension.reason}”</span>
      <span className="meta block">
        {extension.createdBy}, <Day at={extension.createdAt} />
      </span>
    </li>
  );
}

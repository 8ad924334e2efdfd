import { Link } from "#app/_components/link.tsx";
import { Note } from "#app/_components/note.tsx";
import { TimeLine } from "#app/_components/time.tsx";
import type { EventView } from "#lib/contract/audit.ts";
import type { MachineDetailView } from "#lib/contract/machines.ts";
import { isKeyless } from "./keyless.ts";

type NotesProps = {
  machine: MachineDetailView;
  /** Second uses of what let it in. */
  alarms: EventView[];
};

/** What somebody should know before anything else on the page; nothing for most machines. */
export function MachineNotes({ machine, alarms }: NotesProps) {
  const notes = [
    alarms.length === 0 ? null : <Alarm key="alarm" alarms={alarms} />,
    isKeyless(machine) ? <WhyDisabled key="disabled" machine={machine} /> : null,
    machine.sharing === null ? null : <Sharing key="sharing" sharing={machine.sharing} />,
  ].filter((note) => note !== null);
  return notes.length === 0 ? null : <div className="stack close measure mb-6">{notes}</div>;
}

function Alarm({ alarms }: { alarms: EventView[] }) {
  const [newest] = alarms.toSorted((a, b) => b.at.localeCompare(a.at));
  if (newest === undefined) return null;
  const isClaim = newest.action === "claim.reused";
  return (
    <Note tone="danger">
      <b>
        {isClaim
          ? "Its claim file was tried again, with another key."
          : "Its download link was tried again after it had ended."}
      </b>{" "}
      From <span className="mono">{newest.sourceIp}</span>, <TimeLine at={newest.at} />. The second try got
      nothing.{" "}
      {isClaim
        ? "If that was your container, somebody else had the file first: disable this machine and create another."
        : "If that was not you, find out who has the link; if the first download was not yours, disable this machine."}
    </Note>
  );
}

function WhyDisabled({ machine }: { machine: MachineDetailView }) {
  if (machine.disabledReason === "awaiting_download")
    return (
      <Note>
        <b>It waits for its download.</b> Whoever provisioned it has the link, which ends fifteen minutes
        after it was made. The download enables the machine.
      </Note>
    );
  return (
    <Note tone="warn">
      <b>Nobody has its key.</b> The bundle was never downloaded and is gone, so the machine cannot be
      enabled. Delete it and <Link href="/integrations/docker/new-container">create another container</Link>.
    </Note>
  );
}

function Sharing({ sharing }: { sharing: NonNullable<MachineDetailView["sharing"]> }) {
  const [one, other] = sharing.addresses;
  return (
    <Note tone="warn">
      <b>Two containers may share this identity.</b> Requests come in turns from{" "}
      <span className="mono">{one}</span> and <span className="mono">{other}</span>, last{" "}
      <TimeLine at={sharing.lastAt} />. Nothing is blocked. Give each container a machine of its own, so that
      the log tells them apart and one can be revoked alone.
    </Note>
  );
}

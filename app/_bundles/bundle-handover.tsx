"use client";

import { Button } from "#app/_components/button.tsx";
import { Icon } from "#app/_components/icon.tsx";
import { Note } from "#app/_components/note.tsx";
import { Clock } from "./clock.tsx";
import type { BundleDownload } from "./use-bundle-download.ts";

type BundleHandoverProps = {
  download: BundleDownload;
  left: number;
  /** When it was made. */
  seconds: number;
  isOver: boolean;
  machine: { id: string; name: string };
};

/** The time that is left and the one download, or what became of it. */
export function BundleHandover({ download, left, seconds, isOver, machine }: BundleHandoverProps) {
  if (download.phase === "done") return <BundleSaved savedAs={download.savedAs} />;
  if (isOver) return <BundleOver isSpent={left > 0} name={machine.name} />;
  return (
    <div className="handover">
      <Clock left={left} of={seconds} until="until the link ends" />
      <div className="handover-do">
        <DownloadBundle download={download} />
        <p className="meta">Works once. Then the private key is gone from this server, backups included.</p>
      </div>
    </div>
  );
}

export function DownloadBundle({ download }: { download: BundleDownload }) {
  return (
    <>
      <Button
        look="primary"
        className="big"
        isBusy={download.phase === "busy"}
        busyLabel="Downloading…"
        onClick={download.start}
      >
        <Icon name="down" />
        Download .sikkerkey
      </Button>
      {download.problem === null ? null : (
        <p className="denied-text mt-2" role="alert">
          {download.problem}
        </p>
      )}
    </>
  );
}

export function BundleSaved({ savedAs }: { savedAs: string | null }) {
  return (
    <div role="status">
      <Note tone="ok">
        <b>
          Downloaded as <code>{savedAs}</code>.
        </b>{" "}
        The machine is enabled. The link is spent and the key is gone from this server: it cannot be had
        again. Lost files mean deleting the machine and creating another container.
      </Note>
    </div>
  );
}

/** `isSpent`: the time was not over, so somebody else used the link or ended it. */
export function BundleOver({ isSpent, name }: { isSpent: boolean; name: string }) {
  return (
    <div role="status">
      <Note tone="warn">
        {isSpent ? (
          <>
            <b>This link has been used or ended.</b> If it was not you, delete {name} now: somebody else may
            hold its key. Then create another container.
          </>
        ) : (
          <>
            <b>The time is over.</b> Nobody downloaded the key, so it is gone and {name} stays disabled.
            Delete the machine and create another container.
          </>
        )}
      </Note>
    </div>
  );
}

"use client";

import { DownloadBundle } from "#app/_bundles/bundle-handover.tsx";
import { useBundleDownload } from "#app/_bundles/use-bundle-download.ts";
import { ButtonLink } from "#app/_components/button.tsx";
import { CopyLine } from "#app/_components/copy-line.tsx";
import { Note } from "#app/_components/note.tsx";
import { useLinkSecret } from "#app/_components/use-link-secret.ts";

/** The one download of a link that was opened elsewhere. Looking at the page spends nothing. */
export function BundlePage({ bundleId }: { bundleId: string }) {
  const secret = useLinkSecret();
  if (secret === "unread") return null;
  if (secret === "missing") {
    return (
      <Told
        note="This link is not whole."
        more="What stands behind # in it is missing: it is taken out of the address as soon as the page is open. Open the whole link again, as long as it has not ended."
      />
    );
  }
  return <Downloading bundleId={bundleId} linkSecret={secret.text} />;
}

function Downloading(link: { bundleId: string; linkSecret: string }) {
  const download = useBundleDownload(link);
  if (download.phase === "ended") {
    return (
      <Told
        note="This link was used or has expired."
        more="The key cannot be had again. If nobody you know has it, delete the machine on the Machines page; then create another container."
      />
    );
  }
  if (download.phase === "done") {
    return (
      <div className="stack close mt-4" role="status">
        <Note tone="ok">
          <b>Downloaded.</b> The machine is enabled. The link is spent and the key is gone from this server:
          it cannot be had again.
        </Note>
        <p className="soft">Unpack it into the folder that the container mounts, then delete the ZIP:</p>
        <CopyLine isWhole text={`unzip ${download.savedAs} -d my-container && rm ${download.savedAs}`} />
        <div className="actions">
          <ButtonLink href="/machines">Open machines</ButtonLink>
        </div>
      </div>
    );
  }
  return (
    <>
      <p className="soft mb-6">
        A ZIP with the identity of one container. It can be downloaded once; then the private key is gone from
        this server, backups included.
      </p>
      <DownloadBundle download={download} />
    </>
  );
}

function Told({ note, more }: { note: string; more: string }) {
  return (
    <div className="stack close mt-4" role="status">
      <Note tone="warn">
        <b>{note}</b> {more}
      </Note>
      <div className="actions">
        <ButtonLink look="primary" href="/integrations/docker/new-container">
          Create another container
        </ButtonLink>
        <ButtonLink look="quiet" href="/machines">
          Open machines
        </ButtonLink>
      </div>
    </div>
  );
}

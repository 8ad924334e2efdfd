"use client";

import { useEffect, useRef } from "react";
import { BundleHandover } from "#app/_bundles/bundle-handover.tsx";
import { useBundleDownload } from "#app/_bundles/use-bundle-download.ts";
import { CopyLine } from "#app/_components/copy-line.tsx";
import { Note } from "#app/_components/note.tsx";
import { useSecondsLeft } from "#app/_components/use-seconds-left.ts";
import type { ProvisionedContainerView } from "#lib/contract/bundles.ts";
import { fileName } from "#lib/integrations/quoting.ts";
import { ContainerSnippets } from "./container-snippets.tsx";
import { type Leaving, LeavingFoot } from "./leaving.tsx";
import type { Site } from "./ready.ts";

type BundleReadyProps = {
  bundle: ProvisionedContainerView;
  heardAt: number;
  site: Site;
  leaving: Leaving;
  /** Called once leaving loses nothing any more. */
  onSafe: () => void;
};

/** The download and what to do with it. The link secret is in this page's memory and nowhere else. */
export function BundleReady({ bundle, heardAt, site, leaving, onSafe }: BundleReadyProps) {
  const { bundleId, linkSecret, machine, secrets } = bundle;
  const download = useBundleDownload({ bundleId, linkSecret }, `${fileName(machine.name)}.sikkerkey`);
  const left = useSecondsLeft({ seconds: bundle.secondsLeft, heardAt });
  const isOver = download.phase === "ended" || (left === 0 && download.phase !== "done");
  const isSafe = download.phase === "done" || isOver;
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => top.current?.focus(), []);
  useEffect(() => {
    if (isSafe) onSafe();
  }, [isSafe, onSafe]);
  return (
    <>
      <div ref={top} tabIndex={-1} className="dialog-body quiet-focus">
        <BundleHandover
          download={download}
          left={left}
          seconds={bundle.secondsLeft}
          isOver={isOver}
          machine={machine}
        />
        {isSafe ? null : (
          <>
            <Note>
              The ZIP holds <code>identity.json</code>, <code>private.pem</code> and <code>cli.json</code>.
              Nobody can make it again: if you lose it, delete the machine and create another container. If
              nobody downloads it in time, the machine stays disabled.
            </Note>
            <div>
              <p className="soft mb-1">On another computer, signed in there, with the same one download:</p>
              <CopyLine text={`${site.baseUrl}/bundles/${bundleId}#${linkSecret}`} />
            </div>
          </>
        )}
        {isOver ? null : (
          <ContainerSnippets site={site} way="bundle" machineName={machine.name} secrets={secrets} />
        )}
      </div>
      <LeavingFoot
        leaving={leaving}
        isSafe={isSafe}
        machineHref={`/machines/${machine.id}`}
        question="It is not downloaded, and this link is shown only here. Without it the machine stays disabled for good."
      />
    </>
  );
}

"use client";

import { useRef, useState } from "react";
import { saveBlob } from "#app/_components/save-blob.ts";
import { fetchBundle } from "./fetch-bundle.ts";

export type BundlePhase = "ready" | "busy" | "done" | "ended";

export type BundleDownload = {
  readonly phase: BundlePhase;
  /** Why it did not work although the link may still be good. */
  readonly problem: string | null;
  /** Under which name the browser has it. */
  readonly savedAs: string | null;
  start(): Promise<void>;
};

/** One download of one link. A second click while the first is under way does nothing, and after it there is nothing to do. */
export function useBundleDownload(link: { bundleId: string; linkSecret: string }, named?: string) {
  const [phase, setPhase] = useState<BundlePhase>("ready");
  const [problem, setProblem] = useState<string | null>(null);
  const [savedAs, setSavedAs] = useState<string | null>(null);
  const isStarted = useRef(false);
  const start = async () => {
    // State comes too late for a double click.
    if (isStarted.current) return;
    isStarted.current = true;
    setPhase("busy");
    setProblem(null);
    const fetched = await fetchBundle(link.bundleId, link.linkSecret);
    if (!fetched.isGood) {
      isStarted.current = fetched.isEnded;
      setPhase(fetched.isEnded ? "ended" : "ready");
      return setProblem(fetched.isEnded ? null : fetched.message);
    }
    const name = named ?? fetched.fileName ?? `${link.bundleId}.sikkerkey`;
    saveBlob(fetched.zip, name);
    setSavedAs(name);
    setPhase("done");
  };
  return { phase, problem, savedAs, start } satisfies BundleDownload;
}

"use client";

import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";
import { useRevealed } from "./use-revealed.ts";

/** What is revealed at once: a single value, or one field; `field` is null for the whole of a single value. */
export type Revealable = { secretId: string; version: number; field: string | null };

/** Asks for one value, under the asker's name, and holds it for as long as `useRevealed` allows. */
export function useReveal({ secretId, version, field }: Revealable) {
  const { revealed, show, hide } = useRevealed();
  const { run, isPending, error } = useAction(trpc.secrets.reveal.mutate);
  const reveal = async () => {
    const answer = await run({ secretId, version, ...(field === null ? {} : { field }) });
    if (answer === null) return;
    const text =
      answer.kind === "single" ? answer.value : answer.fields.find(({ name }) => name === field)?.value;
    if (text !== undefined) show(text);
  };
  return { revealed, reveal, hide, isPending, error };
}

import { publicCaller } from "#app/_trpc/caller.ts";
import { type DocFacts, SAMPLE_NAMES } from "#lib/docs/doc-facts.ts";

/** This server's address and CLI, and names of nobody: commands can be pasted but for those names. */
export async function readFacts(): Promise<DocFacts> {
  return { ...(await (await publicCaller()).docs.site()), ...SAMPLE_NAMES };
}

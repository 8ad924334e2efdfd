import type { Metadata } from "next";
import { caller } from "#app/_trpc/caller.ts";

export const metadata: Metadata = { title: "Integrations" };

/** The layout shows the list; what is public in it still asks for a signed-in person, like every page of the vault. */
export default async function IntegrationsPage() {
  await (await caller()).account.me();
  return null;
}

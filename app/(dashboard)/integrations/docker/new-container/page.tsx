import type { Metadata } from "next";
import { caller } from "#app/_trpc/caller.ts";
import { NewContainer } from "./new-container.tsx";

export const metadata: Metadata = { title: "Create Container" };

export default async function NewContainerPage() {
  const read = await caller();
  const [{ projects }, site] = await Promise.all([read.tokens.options(), read.integrations.site()]);
  const { baseUrl, cliVersion } = site;
  return <NewContainer projects={projects} site={{ baseUrl, cliVersion }} />;
}

import type { Metadata } from "next";
import { firstOf, type SearchParams } from "#app/_components/address.ts";
import { Crumbs } from "#app/_components/page-head.tsx";
import { caller } from "#app/_trpc/caller.ts";
import { ValidateMachine } from "./validate-machine.tsx";

export const metadata: Metadata = { title: "Validate machine" };

type PageProps = { searchParams: Promise<SearchParams> };

export default async function ValidateMachinePage({ searchParams }: PageProps) {
  const kind = firstOf(await searchParams, "kind") === "temporary" ? "temporary" : "long_lived";
  const { baseUrl } = await (await caller()).integrations.site();
  return (
    <>
      <Crumbs
        trail={[{ label: "Machines", href: "/machines" }]}
        here="Validate machine"
        docs={{ page: "machines", at: "validate" }}
      />
      <ValidateMachine kind={kind} baseUrl={baseUrl} />
    </>
  );
}

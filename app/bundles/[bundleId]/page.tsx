import type { Metadata } from "next";
import { Door } from "#app/_components/door.tsx";
import { caller } from "#app/_trpc/caller.ts";
import { BundlePage } from "./bundle-page.tsx";

export const metadata: Metadata = { title: "Download a container’s bundle" };

type PageProps = { params: Promise<{ bundleId: string }> };

/** Says nothing of the bundle: only the link's secret, which is never sent with an address, can ask for it. */
export default async function BundleLinkPage({ params }: PageProps) {
  await (await caller()).account.me();
  const { bundleId } = await params;
  return (
    <Door>
      <span className="mark big" />
      <h1>A container’s key</h1>
      <BundlePage bundleId={bundleId} />
    </Door>
  );
}

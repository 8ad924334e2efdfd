import type { ProvisionedContainerView } from "#lib/contract/bundles.ts";
import { OWNER } from "../owner.ts";
import { PageClient } from "../page-client.ts";

/** The ZIP of a bundle, as the page of its owner fetches it. */
export async function downloadBundle(
  url: string,
  { bundleId, linkSecret }: Pick<ProvisionedContainerView, "bundleId" | "linkSecret">,
): Promise<Buffer> {
  const client = new PageClient(url);
  await client.signIn(OWNER.email, OWNER.password);
  const answer = await fetch(`${url}/bundles/${bundleId}/download`, {
    method: "POST",
    headers: {
      origin: url,
      "content-type": "application/json",
      "x-sikkerkey-app": "1",
      cookie: [...client.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    },
    body: JSON.stringify({ linkSecret }),
  });
  if (answer.status !== 200)
    throw new Error(`The download answered ${answer.status}: ${await answer.text()}`);
  return Buffer.from(await answer.arrayBuffer());
}

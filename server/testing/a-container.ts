import { createPrivateKey, createPublicKey } from "node:crypto";
import JSZip from "jszip";
import { provisionContainerInput } from "#lib/contract/bundles.ts";
import { downloadBundle } from "../bundles/download-bundle.ts";
import { provisionContainer } from "../bundles/provision-container.ts";
import type { UserContext } from "../context.ts";
import type { StoredMachine } from "./a-machine.ts";
import { aScope } from "./a-token.ts";

type Wanted = { readonly machineName?: string; readonly machineLifetimeSeconds?: number };

/** A container provisioned as a person does it, with one secret that it may read once its bundle is downloaded. */
export async function aContainer(ctx: UserContext, wanted: Wanted = {}) {
  const { projectIds, secretIds } = await aScope(ctx);
  const [projectId = "", secretId = ""] = [projectIds[0], secretIds[0]];
  const made = await provisionContainer(
    ctx,
    provisionContainerInput.parse({ projectId, secretIds: [secretId], ...wanted }),
  );
  const { bundleId, linkSecret } = made;
  return { ...made, projectId, secretId, link: { bundleId, linkSecret } };
}

export type Container = Awaited<ReturnType<typeof aContainer>>;

/** What the bundle holds, and the machine as whoever downloaded it knows it. */
export async function download(ctx: UserContext, { link }: Pick<Container, "link">) {
  const zip = await JSZip.loadAsync(await downloadBundle(ctx, link));
  const text = async (path: string) => (await zip.file(path)?.async("string")) ?? "";
  const identity: Record<string, string> = JSON.parse(await text("identity.json"));
  const privateKey = createPrivateKey(await text("private.pem"));
  const raw = createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(12);
  const { machineId: id = "", machineName: name = "", vaultId = "" } = identity;
  const key = { privateKey, raw: Buffer.from(raw), base64: Buffer.from(raw).toString("base64") };
  const machine: StoredMachine = { id, name, vaultId, key };
  return { zip, text, identity, machine };
}

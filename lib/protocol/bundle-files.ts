import { type Identity, printIdentity } from "./identity-file.ts";

/** One entry of a container's bundle; a folder has no content, and a path that ends with a slash. */
export type BundleFile = { readonly path: string; readonly content: string | Uint8Array | null };

/** Where a bundle is mounted in its container. */
export const MOUNT = "/etc/sikkerkey";

/**
 * What a container needs to be its machine (DESIGN D15). SDKs and our command take `identity.json` with SIKKERKEY_IDENTITY; the
 * other public command takes the folder under `vaults`, with SIKKERKEY_HOME (wire-protocol 6). No part of a path comes
 * from a person.
 */
export function bundleFiles(
  machine: Omit<Identity, "privateKeyPath">,
  privateKey: Uint8Array,
): readonly BundleFile[] {
  const identity = printIdentity({ ...machine, privateKeyPath: `${MOUNT}/private.pem` });
  const config = `${JSON.stringify(
    { default_vault: machine.vaultId, vault_aliases: {}, current_applications: {} },
    null,
    2,
  )}\n`;
  const folder = `vaults/${machine.vaultId}/`;
  return [
    { path: "identity.json", content: identity },
    { path: "private.pem", content: privateKey },
    { path: "cli.json", content: config },
    { path: "cli_global.json", content: config },
    { path: "vaults/", content: null },
    { path: folder, content: null },
    { path: `${folder}identity.json`, content: identity },
    { path: `${folder}private.pem`, content: privateKey },
  ];
}

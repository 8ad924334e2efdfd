import type { BackupManifest, TableFile } from "#lib/contract/backup.ts";
import { IntegrityError } from "../crypto/aead.ts";
import { envelopeKeyId, openEnvelope } from "../crypto/envelope.ts";
import { unwrapVaultKey } from "../crypto/make-keyring.ts";
import { provesRootKey } from "../crypto/root-key.ts";
import { BackupError } from "./backup-error.ts";
import { type CopiedRow, readRows, rowBytes } from "./read-rows.ts";

type Held = { readonly folder: string; readonly manifest: BackupManifest };

/** Throws unless the root key is the one under which everything in the backup was sealed. */
export async function assertRootKey(held: Held, rootKey: Uint8Array): Promise<void> {
  for await (const row of rowsOf(held, "instance_keys"))
    if (row["purpose"] === "root_check" && provesRootKey(rootKey, rowBytes(row, "sealed"))) return;
  throw new BackupError(
    "the root key does not belong to this backup; give the key of the server that it was taken from, as SIKKERKEY_ROOT_KEY_FILE",
  );
}

/** Opens one value of each vault that has any, with nothing but the backup and the root key. Returns how many. */
export async function openCanaries(held: Held, rootKey: Uint8Array): Promise<number> {
  const keys = new Map<string, CopiedRow>();
  for await (const row of rowsOf(held, "vault_keys")) keys.set(row["id"] ?? "", row);
  const vaults = new Map<string, string>();
  for await (const row of rowsOf(held, "secrets"))
    if (!isValue(vaults, row["vault_id"])) vaults.set(row["id"] ?? "", row["vault_id"] ?? "");
  const count = vaults.size;
  for await (const row of rowsOf(held, "secret_versions")) {
    const secretId = row["secret_id"] ?? "";
    const vaultId = vaults.get(secretId);
    if (vaultId === undefined) continue;
    openOne(rootKey, keys, { vaultId, secretId, row });
    vaults.delete(secretId);
    if (vaults.size === 0) break;
  }
  if (vaults.size > 0) throw new BackupError("a secret of the backup has no version; use another backup");
  return count;
}

const isValue = (map: ReadonlyMap<string, string>, wanted: string | null | undefined) =>
  [...map.values()].some((value) => value === wanted);

type Canary = { readonly vaultId: string; readonly secretId: string; readonly row: CopiedRow };

function openOne(rootKey: Uint8Array, keys: ReadonlyMap<string, CopiedRow>, canary: Canary): void {
  const { vaultId, secretId, row } = canary;
  const sealed = rowBytes(row, "sealed_value");
  const place = { purpose: "secret", vaultId, objectId: secretId, version: Number(row["version"]) } as const;
  try {
    const id = envelopeKeyId(sealed);
    const key = keys.get(id);
    if (key === undefined) throw new IntegrityError();
    openEnvelope(
      unwrapVaultKey(rootKey, vaultId, { id, wrappedKey: rowBytes(key, "wrapped_key") }),
      place,
      sealed,
    ).fill(0);
  } catch (error) {
    if (!(error instanceof IntegrityError)) throw error;
    throw new BackupError(`a value of the vault ${vaultId} does not open; use another backup`);
  }
}

function rowsOf({ folder, manifest }: Held, table: string): AsyncGenerator<CopiedRow> {
  const held: TableFile | undefined = manifest.tables.find((file) => file.table === table);
  if (held === undefined) throw new BackupError(`the backup has no table ${table}; use another backup`);
  return readRows(folder, held);
}

import { hkdfSync, randomBytes, randomUUID } from "node:crypto";
import type { Executor } from "#db/client.ts";
import { findActiveVaultKey, findVaultKey, insertVaultKey } from "#db/queries/vault-keys.ts";
import { aeadOpen, aeadSeal, IntegrityError } from "./aead.ts";
import {
  envelopeKeyId,
  openEnvelope,
  openSplitEnvelope,
  sealEnvelope,
  sealSplitEnvelope,
  unwrapEnvelope,
  type VaultKey,
} from "./envelope.ts";
import type { Keyring } from "./keyring.ts";
import { lengthPrefixed } from "./length-prefix.ts";

const KEY_BYTES = 32;
// Unwrapped keys of the vaults used last; the bound is on memory, not on trust.
const CACHE_MAX = 1_000;

const wrapContext = (vaultId: string, keyId: string) => lengthPrefixed("vault key v1", vaultId, keyId);

/** A vault's key out of its row; throws `IntegrityError` where the row, the vault or the root key is another. */
export const unwrapVaultKey = (
  rootKey: Uint8Array,
  vaultId: string,
  { id, wrappedKey }: { readonly id: string; readonly wrappedKey: Uint8Array },
): VaultKey => ({ id, key: aeadOpen(rootKey, wrapContext(vaultId, id), wrappedKey) });

/**
 * The keyring over one root key. Unwrapped vault keys are kept by vault and key id: both never change their meaning, so the
 * cache can only save a look-up.
 */
export function makeKeyring(rootKey: Uint8Array): Keyring {
  const unwrapped = new Map<string, VaultKey>();

  function vaultKeyOf(vaultId: string, row: { id: string; wrappedKey: Uint8Array }): VaultKey {
    const cacheKey = `${vaultId}/${row.id}`;
    const known = unwrapped.get(cacheKey);
    if (known) return known;
    const vaultKey = unwrapVaultKey(rootKey, vaultId, row);
    if (unwrapped.size >= CACHE_MAX) unwrapped.clear();
    unwrapped.set(cacheKey, vaultKey);
    return vaultKey;
  }

  async function activeKey(db: Executor, vaultId: string): Promise<VaultKey> {
    const row = await findActiveVaultKey(db, vaultId);
    if (!row) throw new IntegrityError();
    return vaultKeyOf(vaultId, row);
  }

  async function keyById(db: Executor, vaultId: string, keyId: string): Promise<VaultKey> {
    const known = unwrapped.get(`${vaultId}/${keyId}`);
    if (known) return known;
    const row = await findVaultKey(db, vaultId, keyId);
    if (!row) throw new IntegrityError();
    return vaultKeyOf(vaultId, row);
  }

  return {
    async createVaultKey(db, vaultId) {
      const id = randomUUID();
      const key = randomBytes(KEY_BYTES);
      const wrappedKey = aeadSeal(rootKey, wrapContext(vaultId, id), key);
      key.fill(0);
      await insertVaultKey(db, { id, vaultId, wrappedKey });
    },
    async seal(db, place, plaintext) {
      return sealEnvelope(await activeKey(db, place.vaultId), place, plaintext);
    },
    async open(db, place, sealed) {
      return openEnvelope(await keyById(db, place.vaultId, envelopeKeyId(sealed)), place, sealed);
    },
    async unwrap(db, place, sealed) {
      return unwrapEnvelope(await keyById(db, place.vaultId, envelopeKeyId(sealed)), place, sealed);
    },
    async sealSplit(db, place, otherHalf, plaintext) {
      return sealSplitEnvelope(await activeKey(db, place.vaultId), place, otherHalf, plaintext);
    },
    async openSplit(db, place, otherHalf, sealed) {
      const vaultKey = await keyById(db, place.vaultId, envelopeKeyId(sealed));
      return openSplitEnvelope(vaultKey, place, otherHalf, sealed);
    },
    instanceSecret(purpose) {
      const info = lengthPrefixed("instance secret v1", purpose);
      return Buffer.from(hkdfSync("sha256", rootKey, new Uint8Array(), info, KEY_BYTES)).toString(
        "base64url",
      );
    },
  };
}

import type { Executor } from "#db/client.ts";
import type { SealPlace, SplitPlace, UnwrappedEnvelope } from "./envelope.ts";

/** Seals and opens under the keys of vaults. Every vault key is itself wrapped by the root key. */
export type Keyring = {
  /** Makes and stores a new vault's first key; call it in the transaction that makes the vault. */
  createVaultKey(db: Executor, vaultId: string): Promise<void>;
  /** The stored blob of one value at one place, under the vault's active key and a data key of its own. */
  seal(db: Executor, place: SealPlace, plaintext: Uint8Array): Promise<Uint8Array>;
  /** Throws `IntegrityError` when the blob was changed or belongs elsewhere. */
  open(db: Executor, place: SealPlace, sealed: Uint8Array): Promise<Buffer>;
  /** Only the first half of it; the caller opens or discards. Throws `IntegrityError` where the key or the place is another. */
  unwrap(db: Executor, place: SealPlace, sealed: Uint8Array): Promise<UnwrappedEnvelope>;
  /** The same under a key of which `otherHalf` is a part that we do not keep: without it, nothing that we hold opens the blob. */
  sealSplit(
    db: Executor,
    place: SplitPlace,
    otherHalf: Uint8Array,
    plaintext: Uint8Array,
  ): Promise<Uint8Array>;
  /** Throws `IntegrityError` for another half as well. */
  openSplit(db: Executor, place: SplitPlace, otherHalf: Uint8Array, sealed: Uint8Array): Promise<Buffer>;
  /** A secret that every process over the same root key derives alike and nobody else can; base64url of 256 bits. */
  instanceSecret(purpose: string): string;
};

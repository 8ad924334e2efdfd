import { type KeyObject, randomBytes } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type CachedSecret, cacheKey, openCached, sealCached } from "./cache-cipher.ts";
import { parseFields } from "./expand-secrets.ts";
import { makePrivateFolder, writePrivateFile } from "./write-private-file.ts";

export type CacheHit = CachedSecret & {
  /** Unix seconds. */
  readonly cachedAt: number;
};

/** One machine's `.skc` files (wire-protocol 8). No method throws for what lies on the disk. */
export type OfflineCache = {
  /** Null for a secret that is not there, is older than `maxAgeSeconds`, or whose file does not open. */
  get(secretId: string, maxAgeSeconds?: number): CacheHit | null;
  /** False when it cannot be kept: an id that is no file name, or a folder that cannot be written to. */
  put(secretId: string, secret: CachedSecret): boolean;
  /** Keeps what a single read brought. It brings no name, so the one an export brought before stays with it. */
  refresh(secretId: string, value: string): boolean;
  /** Drops one secret: what the server refuses must not be read from here later. */
  forget(secretId: string): void;
  /** Drops everything; returns how many files that were. */
  clear(): number;
  /** What this machine can open, in id order. */
  list(): { readonly secretId: string; readonly cachedAt: number }[];
};

type Input = {
  /** `<home>/vaults/<vaultId>/cache`; made when something is first kept. */
  readonly folder: string;
  readonly vaultId: string;
  readonly machineId: string;
  readonly privateKey: KeyObject;
  /** Milliseconds since 1970; a test's clock. */
  readonly now?: () => number;
};

const SECRET_ID = /^[A-Za-z0-9_-]{1,128}$/;
const FILE = /^([A-Za-z0-9_-]{1,128})\.skc$/;
/** A clock may be set back a little; a file from further ahead has no age that a limit could be held against. */
const CLOCK_TOLERANCE_SECONDS = 300;

/** The encrypted values a machine read before, for when its server cannot be reached. Nothing is read or made here. */
export function openOfflineCache({
  folder,
  vaultId,
  machineId,
  privateKey,
  now = Date.now,
}: Input): OfflineCache {
  const key = cacheKey(privateKey, vaultId);
  const place = (secretId: string) => ({ vaultId, machineId, secretId });
  const nowSeconds = () => Math.floor(now() / 1000);

  function get(secretId: string, maxAgeSeconds?: number): CacheHit | null {
    if (!SECRET_ID.test(secretId)) return null;
    const text = readOrNull(join(folder, `${secretId}.skc`));
    const hit = text === null ? null : openCached(key, place(secretId), text);
    if (hit === null || maxAgeSeconds === undefined) return hit;
    const age = nowSeconds() - hit.cachedAt;
    return age > maxAgeSeconds || age < -CLOCK_TOLERANCE_SECONDS ? null : hit;
  }

  function put(secretId: string, secret: CachedSecret): boolean {
    if (!SECRET_ID.test(secretId)) return false;
    const at = { nonce: randomBytes(12), cachedAt: nowSeconds() };
    try {
      makePrivateFolder(folder);
      writePrivateFile(join(folder, `${secretId}.skc`), sealCached(key, place(secretId), secret, at));
      return true;
    } catch {
      return false;
    }
  }

  return {
    get,
    put,
    refresh(secretId, value) {
      return put(secretId, { ...namesOf(get(secretId), value), value });
    },
    forget(secretId) {
      if (SECRET_ID.test(secretId)) removeQuietly(join(folder, `${secretId}.skc`));
    },
    clear() {
      const files = namesIn(folder).filter((name) => FILE.test(name));
      for (const name of files) removeQuietly(join(folder, name));
      return files.length;
    },
    list() {
      const ids = namesIn(folder).flatMap((name) => FILE.exec(name)?.[1] ?? []);
      return ids.sort().flatMap((secretId) => {
        const hit = get(secretId);
        return hit === null ? [] : [{ secretId, cachedAt: hit.cachedAt }];
      });
    },
  };
}

/** A structured secret stays one; its fields are those of the new value. */
function namesOf(known: CacheHit | null, value: string): Partial<CachedSecret> {
  const fields = known?.fieldNames === undefined ? null : parseFields(value);
  return {
    ...(known?.name === undefined ? {} : { name: known.name }),
    ...(fields === null ? {} : { fieldNames: JSON.stringify([...fields.keys()]) }),
  };
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true, recursive: true });
  } catch {
    // A folder that cannot be written to cannot be emptied; what lies there stays encrypted.
  }
}

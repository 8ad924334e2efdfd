import { randomBytes, randomUUID } from "node:crypto";
import type { Database } from "#db/client.ts";
import { users } from "#db/schema/users.ts";
import { members, vaults } from "#db/schema/vaults.ts";
import { newId } from "#lib/ids.ts";
import type { AnonymousActor, Context, SystemActor, UserContext } from "../context.ts";
import { makeKeyring } from "../crypto/make-keyring.ts";
import type { Log } from "../log.ts";
import { testConfig } from "./test-config.ts";

export const silentLog: Log = { info() {}, warn() {}, error() {} };

// One root key for a test file: contexts of several vaults share it, as they do in a running server.
export const testRootKey: Uint8Array = randomBytes(32);
const keyring = makeKeyring(testRootKey);

type World = { readonly db: Database };

/** A request without an identity; `now` is this moment, because the database's own clock has a say too. */
export function aContext(world: World): Context<AnonymousActor> {
  return {
    actor: { kind: "anonymous" },
    requestId: "req-test",
    sourceIp: "192.0.2.1",
    isSourceCertain: true,
    userAgent: "test",
    now: new Date(),
    db: world.db,
    keyring,
    config: testConfig,
    log: silentLog,
  };
}

export function aSystemContext(world: World): Context<SystemActor> {
  return { ...aContext(world), actor: { kind: "system" }, requestId: "internal", sourceIp: "internal" };
}

/** An owner with a vault of their own and its first key. Each call makes another tenant. */
export async function aUserContext(world: World): Promise<UserContext> {
  const [userId, vaultId] = [newId("usr"), newId("vault")];
  const email = `${userId}@example.com`;
  const user = { id: userId, email, name: `Owner ${userId}`, passwordHash: "unused" };
  await world.db.transaction(async (tx) => {
    await tx.insert(users).values(user);
    await tx.insert(vaults).values({ id: vaultId, name: `Vault of ${userId}` });
    await tx.insert(members).values({ vaultId, userId, role: "owner" });
    await keyring.createVaultKey(tx, vaultId);
  });
  return {
    ...aContext(world),
    actor: { kind: "user", userId, name: user.name, email, sessionId: randomUUID(), role: "owner", vaultId },
  };
}

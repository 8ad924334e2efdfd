import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { AppError } from "#lib/errors.ts";
import { randomSecret } from "../crypto/opaque-token.ts";
import { aContext, aSystemContext } from "../testing/fixtures.ts";
import { rounds } from "../testing/rounds.ts";
import { createOwner } from "./create-owner.ts";
import { getStatus } from "./get-status.ts";
import { issueSetupLink } from "./issue-setup-link.ts";

const world = await testDatabase();
const ctx = aContext(world);

const aLink = async () => {
  const secret = await issueSetupLink(aSystemContext(world));
  if (secret === null) throw new Error("The instance is claimed");
  return secret;
};
const create = (setupSecret: string, email = "owner@example.com") =>
  createOwner(ctx, {
    setupSecret,
    email,
    name: "Ada",
    password: "correct horse battery",
    vaultName: "Home",
  }).then(
    () => "made",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
/** Back to a fresh instance; only the schema's owner can undo a claim. */
const unclaim = async () => {
  await world.ownerSql.unsafe(
    "truncate instance_owner, members, vault_keys, known_devices, sessions, users, vaults cascade",
  );
};

test("a link that was never made, has expired or was followed by another makes nobody an owner", async () => {
  const older = await aLink();
  const newer = await aLink();
  expect(await create(older)).toBe("setup_link_ended");
  expect(await create(randomSecret())).toBe("setup_link_ended");
  await world.sql`update setup_links set expires_at = now() - interval '1 second'`;
  expect(await create(newer)).toBe("setup_link_ended");
  expect(await getStatus(ctx)).toEqual({ isClaimed: false });
  expect(await world.sql`select id from users`).toHaveLength(0);
});

test("a link lives for thirty minutes and only its hash is stored", async () => {
  const secret = await aLink();
  const rows = await world.sql`
    select encode(secret_hash, 'base64') as hash, extract(epoch from expires_at - now())::int as seconds from setup_links`;
  expect(rows).toHaveLength(1);
  expect(rows[0]?.["seconds"]).toBeGreaterThan(1790);
  expect(rows[0]?.["seconds"]).toBeLessThanOrEqual(1800);
  expect(JSON.stringify(rows)).not.toContain(secret.slice(0, 8));
});

test("two who follow the link at once become one owner with one vault", async () => {
  for (let round = 0; round < Math.max(20, rounds.races); round++) {
    await unclaim();
    const link = await aLink();
    const results = await Promise.all([create(link, "a@example.com"), create(link, "b@example.com")]);
    expect(results.filter((result) => result === "made")).toHaveLength(1);
    expect(results.some((result) => result === "already_set_up" || result === "setup_link_ended")).toBe(true);
    const counted = await world.sql`
      select (select count(*)::int from users) as users, (select count(*)::int from vaults) as vaults,
        (select count(*)::int from members) as members, (select count(*)::int from vault_keys) as keys`;
    expect(counted).toEqual([{ users: 1, vaults: 1, members: 1, keys: 1 }]);
  }
});

test("the owner gets a vault that can seal, and the log begins with them", async () => {
  await unclaim();
  const events = async () =>
    Number((await world.sql`select count(*)::int as count from audit_events`)[0]?.["count"]);
  const before = await events();
  expect(await create(await aLink())).toBe("made");
  const [row] = await world.sql`
    select user_id, vault_id, role, email from members join users on users.id = user_id`;
  expect(row).toMatchObject({ role: "owner", email: "owner@example.com" });
  const vaultId = String(row?.["vault_id"]);
  const place = { purpose: "secret", vaultId, objectId: "sk_0123456789", version: 1 } as const;
  const sealed = await ctx.keyring.seal(world.db, place, Buffer.from("x"));
  expect(Buffer.from(await ctx.keyring.open(world.db, place, sealed)).toString()).toBe("x");
  expect(await events()).toBe(before + 1);
  const [event] =
    await world.sql`select action, actor_id, vault_id from audit_events order by id desc limit 1`;
  expect(event).toEqual({ action: "account.created", actor_id: row?.["user_id"], vault_id: vaultId });
});

test("once there is an owner no link is made and none works", async () => {
  expect(await issueSetupLink(aSystemContext(world))).toBeNull();
  expect(await create(randomSecret())).toBe("already_set_up");
  expect(await getStatus(ctx)).toEqual({ isClaimed: true });
});

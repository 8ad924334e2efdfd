import { afterAll, expect, test } from "vitest";
import { watchDatabase } from "#db/testing/database-witness.ts";
import { testDatabase } from "#db/testing/test-database.ts";
import { IntegrityError } from "../crypto/aead.ts";
import { aContainer, download } from "../testing/a-container.ts";
import { dumpDatabase } from "../testing/dump-database.ts";
import { aSystemContext, aUserContext } from "../testing/fixtures.ts";
import { formsOf } from "../testing/forms-of.ts";
import { expireBundles } from "./expire-bundles.ts";
import { linkHalf, sealedPlace } from "./sealed-place.ts";

const world = await testDatabase();
const witness = await watchDatabase(world.ownerUrl);
afterAll(() => witness.end());
const ctx = await aUserContext(world);
const keyring = ctx.keyring;

/** Every row as it is, and every version of a row that there ever was: what backups, replicas and the WAL hold. */
async function everythingKept(): Promise<Buffer> {
  const history = JSON.stringify(await witness.changesSince(0));
  return Buffer.concat([await dumpDatabase(world.ownerSql), Buffer.from(history)]);
}

const seedOf = (pem: string) => Buffer.from(pem.split("\n").slice(1, -2).join(""), "base64").subarray(16);
const isIn = (kept: Buffer, bytes: Uint8Array) => formsOf(bytes).some((form) => kept.includes(form));

test("a dump from before the download, the root key and all that was ever kept do not give the key (AT-53)", async () => {
  const container = await aContainer(ctx);
  const { bundleId, linkSecret } = container;
  const stolen = await everythingKept();
  const [row] = await world.ownerSql<Record<string, unknown>[]>`select * from bundles where id = ${bundleId}`;
  const { text } = await download(ctx, container);
  const seed = seedOf(await text("private.pem"));
  expect(seed).toHaveLength(32);

  // The thief's side: this keyring stands over the root key, and the database still has every vault key.
  const sealed = Buffer.from(row?.["sealed"] as Uint8Array);
  expect(stolen.includes(sealed)).toBe(true);
  const place = sealedPlace(ctx.actor.vaultId, bundleId);
  const halves = Object.values(row ?? {}).flatMap((value) => {
    const bytes = Buffer.isBuffer(value) ? value : Buffer.from(String(value));
    return [bytes, Buffer.from(bytes.toString("hex")), Buffer.from(bytes.toString("base64"))];
  });
  for (const half of [new Uint8Array(), ...halves])
    await expect(keyring.openSplit(ctx.db, place, half, sealed)).rejects.toThrow(IntegrityError);
  const asSecret = { ...place, purpose: "secret" } as const;
  await expect(keyring.open(ctx.db, asSecret, sealed)).rejects.toThrow(IntegrityError);
  // And what is missing is the link's secret alone.
  expect((await keyring.openSplit(ctx.db, place, linkHalf(linkSecret), sealed)).equals(seed)).toBe(true);

  for (const kept of [stolen, await everythingKept()]) {
    expect(isIn(kept, seed)).toBe(false);
    expect(isIn(kept, Buffer.from(linkSecret))).toBe(false);
    expect(kept.includes("PRIVATE KEY")).toBe(false);
  }
  const after = await dumpDatabase(world.ownerSql);
  expect(after.includes(bundleId)).toBe(true);
  expect(isIn(after, sealed.subarray(-60))).toBe(false);
});

test("nor does a dump from before the link ended unused, swept or not (AT-53)", async () => {
  const { bundleId, linkSecret } = await aContainer(ctx);
  const [row] = await world.ownerSql<
    { sealed: Uint8Array }[]
  >`select sealed from bundles where id = ${bundleId}`;
  const sealed = Buffer.from(row?.sealed ?? []);
  const place = sealedPlace(ctx.actor.vaultId, bundleId);
  const seed = await keyring.openSplit(ctx.db, place, linkHalf(linkSecret), sealed);
  const stolen = await everythingKept();
  await world.ownerSql`update bundles set expires_at = clock_timestamp() - interval '1 millisecond' where id = ${bundleId}`;
  expect(await expireBundles(aSystemContext(world), 10)).toBe(1);
  for (const kept of [stolen, await everythingKept()]) {
    expect(isIn(kept, seed)).toBe(false);
    expect(isIn(kept, Buffer.from(linkSecret))).toBe(false);
  }
  await expect(keyring.openSplit(ctx.db, place, new Uint8Array(), sealed)).rejects.toThrow(IntegrityError);
  expect(isIn(await dumpDatabase(world.ownerSql), sealed.subarray(-60))).toBe(false);
});

test("the search would have found a seed or a link that was left anywhere, for however short a time", async () => {
  const { machine, linkSecret } = await aContainer(ctx);
  const planted = Buffer.from(linkSecret);
  await world.ownerSql`update machines set hostname = ${planted.toString("base64")} where id = ${machine.id}`;
  await world.ownerSql`update machines set hostname = 'container' where id = ${machine.id}`;
  await world.ownerSql`update machines set public_key = ${Buffer.concat([Buffer.from("x"), planted])} where id = ${machine.id}`;
  expect(isIn(await dumpDatabase(world.ownerSql), planted)).toBe(true);
  const history = Buffer.from(JSON.stringify(await witness.changesSince(0)));
  expect(history.includes(planted.toString("base64"))).toBe(true);
  expect(history.includes(planted.toString("hex"))).toBe(true);
});

import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { aUserContext } from "./fixtures.ts";

const world = await testDatabase();

test("each owner has a vault that seals and opens", async () => {
  const [one, other] = [await aUserContext(world), await aUserContext(world)];
  const place = {
    purpose: "secret",
    vaultId: one.actor.vaultId,
    objectId: "sk_0123456789",
    version: 1,
  } as const;
  const sealed = await one.keyring.seal(one.db, place, Buffer.from("value"));
  expect((await one.keyring.open(one.db, place, sealed)).toString()).toBe("value");
  const elsewhere = { ...place, vaultId: other.actor.vaultId };
  await expect(other.keyring.open(other.db, elsewhere, sealed)).rejects.toThrow();
});

import { expect, test } from "vitest";
import { DUMMY_HASH, hashPassword, makeLane, verifyPassword } from "./password.ts";

const costOf = (hash: string) => hash.split("$").slice(1, 4).join("$");

test("a password verifies against its own hash and no other", async () => {
  const hash = await hashPassword("correct horse battery", "known");
  expect(await verifyPassword(hash, "correct horse battery", "known")).toBe(true);
  expect(await verifyPassword(hash, "correct horse batterz", "known")).toBe(false);
  expect(await hashPassword("correct horse battery", "known")).not.toBe(hash);
});

test("a password is the same however its letters were composed", async () => {
  const hash = await hashPassword("caf\u00e9 au lait long", "known");
  expect(await verifyPassword(hash, "cafe\u0301 au lait long", "known")).toBe(true);
});

test("the dummy hash costs what a real one costs and is a hash that verify works through", async () => {
  const hash = await hashPassword("x", "known");
  expect(costOf(DUMMY_HASH)).toBe(costOf(hash));
  expect(DUMMY_HASH).toHaveLength(hash.length);
  expect(costOf(hash)).toMatch(/^argon2id\$v=19\$m=\d{5},t=[3-9],p=1$/);
  expect(await verifyPassword(DUMMY_HASH, "x", "stranger")).toBe(false);
});

test("a lane runs no more than its width, lets its depth wait in order and sends the rest away", async () => {
  const lane = makeLane(2, 3);
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const work = (id: number) => async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise(setImmediate);
    order.push(id);
    running -= 1;
  };
  const results = await Promise.allSettled([0, 1, 2, 3, 4, 5, 6].map((id) => lane(work(id))));
  expect(most).toBe(2);
  expect(order).toEqual([0, 1, 2, 3, 4]);
  expect(results.slice(5)).toMatchObject([
    { status: "rejected", reason: { code: "too_many_requests", retryAfterSeconds: 5 } },
    { status: "rejected", reason: { code: "too_many_requests" } },
  ]);
  await expect(lane(async () => "free again")).resolves.toBe("free again");
});

test("work that fails gives its place back", async () => {
  const lane = makeLane(1, 1);
  await expect(lane(() => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  await expect(lane(async () => 1)).resolves.toBe(1);
});

import { expect, test } from "vitest";
import { makeMemoryRoom } from "./memory-room.ts";

/** Work that says when it started and ends when it is told. */
function aPiece(log: string[], name: string) {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const work = async () => {
    log.push(name);
    await ended;
    return name;
  };
  return { work, end: () => end() };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("what fits runs together, what does not waits in order, and everyone is served", async () => {
  const within = makeMemoryRoom({ totalBytes: 10, freeBytes: 0 });
  const log: string[] = [];
  const [a, b, c, d] = [aPiece(log, "a"), aPiece(log, "b"), aPiece(log, "c"), aPiece(log, "d")];
  const all = [within(6, a.work), within(4, b.work), within(8, c.work), within(1, d.work)];
  await settle();
  expect(log).toEqual(["a", "b"]);
  b.end();
  await settle();
  // The small one behind the large one does not overtake it, or the large one might wait for ever.
  expect(log).toEqual(["a", "b"]);
  a.end();
  await settle();
  expect(log).toEqual(["a", "b", "c", "d"]);
  c.end();
  d.end();
  expect(await Promise.all(all)).toEqual(["a", "b", "c", "d"]);
});

test("little work never waits", async () => {
  const within = makeMemoryRoom({ totalBytes: 10, freeBytes: 2 });
  const log: string[] = [];
  const [large, waiting, little] = [aPiece(log, "large"), aPiece(log, "waiting"), aPiece(log, "little")];
  const all = [within(10, large.work), within(5, waiting.work), within(2, little.work)];
  await settle();
  expect(log.toSorted()).toEqual(["large", "little"]);
  for (const piece of [large, waiting, little]) piece.end();
  await Promise.all(all);
});

test("work that is larger than the room has it alone, and work that fails gives its part back", async () => {
  const within = makeMemoryRoom({ totalBytes: 10, freeBytes: 0 });
  const failing = within(99, () => Promise.reject(new Error("failed")));
  const next = within(10, () => Promise.resolve("next"));
  await expect(failing).rejects.toThrow("failed");
  expect(await next).toBe("next");
});

import { expect, test, vi } from "vitest";
import { makeBatchQueue } from "./batch-queue.ts";

class Undone extends Error {}
const isUndone = (error: unknown) => error instanceof Undone;
const LARGE = { items: 64, milliseconds: 60_000 };
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A run that is answered by the test. */
function held() {
  const batches: { items: readonly number[]; answer: () => void; fail: (error: Error) => void }[] = [];
  const run = (items: readonly number[]) =>
    new Promise<number[]>((resolve, reject) => {
      batches.push({ items, answer: () => resolve(items.map((item) => item * 10)), fail: reject });
    });
  return { batches, run };
}

test("what arrives in one turn leaves together, and each item gets its own result", async () => {
  const run = vi.fn(async (items: readonly number[]) => items.map((item) => item * 10));
  const submit = makeBatchQueue({ run, isUndone, maxItems: 64, maxRunning: 2, beside: LARGE });
  expect(await Promise.all([submit(1), submit(2), submit(3)])).toEqual([10, 20, 30]);
  expect(run.mock.calls).toEqual([[[1, 2, 3]]]);
});

test("a batch is bounded, and so is the number under way; the rest waits and then goes together", async () => {
  const { batches, run } = held();
  const submit = makeBatchQueue({
    run,
    isUndone,
    maxItems: 2,
    maxRunning: 2,
    beside: { ...LARGE, items: 2 },
  });
  const all = Promise.all([1, 2, 3, 4, 5, 6].map(submit));
  await turn();
  expect(batches.map(({ items }) => items)).toEqual([
    [1, 2],
    [3, 4],
  ]);
  batches[0]?.answer();
  await turn();
  expect(batches[2]?.items).toEqual([5, 6]);
  for (const { answer } of batches) answer();
  expect(await all).toEqual([10, 20, 30, 40, 50, 60]);
});

test("one bad item of a batch that did nothing fails alone", async () => {
  const run = async (items: readonly number[]) => {
    if (items.includes(2)) throw new Undone();
    return items.map((item) => item * 10);
  };
  const submit = makeBatchQueue({ run, isUndone, maxItems: 64, maxRunning: 1, beside: LARGE });
  const outcomes = await Promise.allSettled([submit(1), submit(2), submit(3)]);
  expect(outcomes).toMatchObject([{ value: 10 }, { reason: expect.any(Undone) }, { value: 30 }]);
});

test("a batch whose outcome nobody knows is not tried again", async () => {
  const run = vi.fn(() => Promise.reject<number[]>(new Error("connection lost")));
  const submit = makeBatchQueue({ run, isUndone, maxItems: 64, maxRunning: 1, beside: LARGE });
  const outcomes = await Promise.allSettled([submit(1), submit(2)]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(run).toHaveBeenCalledTimes(1);
});

test("a failure does not stop the queue", async () => {
  const { batches, run } = held();
  const submit = makeBatchQueue({ run, isUndone, maxItems: 1, maxRunning: 1, beside: LARGE });
  const first = submit(1);
  const second = submit(2);
  await turn();
  batches[0]?.fail(new Undone());
  await expect(first).rejects.toBeInstanceOf(Undone);
  await turn();
  batches[1]?.answer();
  expect(await second).toBe(20);
});

test("a batch starts beside another one when it is large enough, or when the other is held up", async () => {
  const { batches, run } = held();
  const later = vi.spyOn(globalThis, "setTimeout");
  try {
    const beside = { items: 3, milliseconds: 20 };
    const submit = makeBatchQueue({ run, isUndone, maxItems: 64, maxRunning: 3, beside });
    const all = [submit(1)];
    await turn();
    all.push(submit(2), submit(3));
    await turn();
    expect(batches.map(({ items }) => items)).toEqual([[1]]);
    all.push(submit(4));
    await turn();
    expect(batches.map(({ items }) => items)).toEqual([[1], [2, 3, 4]]);
    all.push(submit(5));
    await turn();
    expect(batches).toHaveLength(2);
    await vi.waitFor(() => expect(batches).toHaveLength(3));
    expect(later).toHaveBeenCalledWith(expect.any(Function), 20);
    for (const { answer } of batches) answer();
    expect(await Promise.all(all)).toEqual([10, 20, 30, 40, 50]);
  } finally {
    later.mockRestore();
  }
});

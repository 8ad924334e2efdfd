import { expect, test, vi } from "vitest";
import { ClientError } from "./client-error.ts";
import type { WatchEvent } from "./sikkerkey-options.ts";
import { SecretWatch } from "./watch-secrets.ts";

type Changes = Record<string, string>;

/** A watch whose clock is the test: `round` is one interval with this answer. */
function aWatch() {
  const planned: { run: () => void; delayMs: number }[] = [];
  const polled: (readonly string[])[] = [];
  const lost: string[] = [];
  const signals: AbortSignal[] = [];
  let answer: () => Promise<Changes> = async () => ({});
  let read: (secretId: string) => Promise<string> = async () => "value";
  const watch = new SecretWatch({
    poll: async (ids, signal) => {
      signals.push(signal);
      polled.push(ids);
      return new Map(Object.entries(await answer()));
    },
    read: (secretId) => read(secretId),
    lost: (secretId) => lost.push(secretId),
    schedule(run, delayMs) {
      const entry = { run, delayMs };
      planned.push(entry);
      return () => void planned.splice(planned.indexOf(entry), 1);
    },
  });
  const begin = () => planned.shift()?.run();
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    watch,
    planned,
    polled,
    lost,
    signals,
    begin,
    settled,
    async round(changes: Changes | Error) {
      answer = changes instanceof Error ? () => Promise.reject(changes) : async () => changes;
      begin();
      await settled();
    },
    answerWith: (next: () => Promise<Changes>) => (answer = next),
    readWith: (next: (secretId: string) => Promise<string>) => (read = next),
  };
}

function recorder() {
  const events: WatchEvent[] = [];
  return { events, callback: (event: WatchEvent) => void events.push(event) };
}

const denied = new ClientError("denied", "Access denied (403)", { remedy: "Ask.", status: 403 });

// wire-protocol 3, the column of Node.
test("changed is read again and told with its value, and its fields if it has some", async () => {
  const world = aWatch();
  const { events, callback } = recorder();
  world.watch.watch("sk_a", callback);
  world.readWith(async () => "plain");
  await world.round({ sk_a: "changed" });
  world.readWith(async () => '{"host":"a"}');
  await world.round({ sk_a: "changed" });
  expect(events).toEqual([
    { status: "changed", secretId: "sk_a", value: "plain" },
    { status: "changed", secretId: "sk_a", value: '{"host":"a"}', fields: { host: "a" } },
  ]);
  expect(world.lost).toEqual([]);
});

test.each(["deleted", "access_denied"])("%s is told once, and the watch ends", async (status) => {
  const world = aWatch();
  const { events, callback } = recorder();
  world.watch.watch("sk_a", callback);
  world.watch.watch("sk_b", callback);
  await world.round({ sk_a: status });
  await world.round({ sk_a: status });
  expect(events).toEqual([{ status, secretId: "sk_a" }]);
  expect(world.polled).toEqual([["sk_a", "sk_b"], ["sk_b"]]);
  expect(world.lost).toEqual(["sk_a"]);
  await world.round({ sk_b: status });
  expect(world.planned).toEqual([]);
});

test("a change that cannot be read, and a status nobody knows, are errors; the watch goes on", async () => {
  const world = aWatch();
  const { events, callback } = recorder();
  world.watch.watch("sk_a", callback);
  world.readWith(() => Promise.reject(denied));
  await world.round({ sk_a: "changed" });
  await world.round({ sk_a: "exploded" });
  world.readWith(async () => "new");
  await world.round({ sk_a: "changed" });
  expect(events).toMatchObject([
    {
      status: "error",
      secretId: "sk_a",
      error: { name: "AccessDeniedError", message: "Access denied (403)" },
    },
    { status: "error", secretId: "sk_a", error: { name: "SikkerKeyError" } },
    { status: "changed", value: "new" },
  ]);
});

test("a poll that fails is silent and the next one comes", async () => {
  const world = aWatch();
  const { events, callback } = recorder();
  world.watch.watch("sk_a", callback);
  for (let round = 0; round < 3; round++) await world.round(denied);
  expect(events).toEqual([]);
  await world.round({ sk_a: "changed" });
  expect(events).toHaveLength(1);
});

test("two watchers of one secret are both told, and each secret is asked for once", async () => {
  const world = aWatch();
  const [first, second, other] = [recorder(), recorder(), recorder()];
  world.watch.watch("sk_a", first.callback);
  world.watch.watch("sk_a", second.callback);
  world.watch.watch("sk_b", other.callback);
  const read = vi.fn(async () => "value");
  world.readWith(read);
  await world.round({ sk_a: "changed", sk_unasked: "changed" });
  expect([first.events.length, second.events.length, other.events.length]).toEqual([1, 1, 0]);
  expect(world.polled).toEqual([["sk_a", "sk_b"]]);
  expect(read.mock.calls).toEqual([["sk_a"]]);
});

test("one callback that throws takes the event from nobody, and stays visible", async () => {
  const world = aWatch();
  const { events, callback } = recorder();
  const uncaught = vi.fn();
  const before = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  process.on("uncaughtException", uncaught);
  try {
    world.watch.watch("sk_a", () => {
      throw new Error("the program's own");
    });
    world.watch.watch("sk_a", callback);
    await world.round({ sk_a: "changed" });
    await world.round({ sk_a: "changed" });
    expect(events).toHaveLength(2);
    expect(uncaught.mock.calls.map(([error]) => String(error))).toEqual(
      Array(2).fill("Error: the program's own"),
    );
  } finally {
    process.removeAllListeners("uncaughtException");
    for (const listener of before) process.on("uncaughtException", listener);
  }
});

test("the interval is fifteen seconds, or what is set, but never under ten", async () => {
  const world = aWatch();
  world.watch.watch("sk_a", () => {});
  expect(world.planned.map(({ delayMs }) => delayMs)).toEqual([15_000]);
  for (const [seconds, delayMs] of [
    [30, 30_000],
    [10, 10_000],
    [9.9, 10_000],
    [0, 10_000],
    [-1, 10_000],
    [Number.NaN, 15_000],
    [Number.POSITIVE_INFINITY, 86_400_000],
  ] as const) {
    world.watch.setPollInterval(seconds);
    expect(world.planned.map(({ delayMs }) => delayMs)).toEqual([delayMs]);
  }
  await world.round({});
  expect(world.planned.map(({ delayMs }) => delayMs)).toEqual([86_400_000]);
});

test("setting the interval begins no polls when nothing is watched", () => {
  const world = aWatch();
  world.watch.setPollInterval(20);
  expect(world.planned).toEqual([]);
});

test("questions do not overlap: the next is planned when the last is answered", async () => {
  const world = aWatch();
  let finish = () => {};
  world.answerWith(() => new Promise((resolve) => (finish = () => resolve({}))));
  world.watch.watch("sk_a", () => {});
  world.begin();
  world.watch.watch("sk_b", () => {});
  await world.settled();
  expect([world.planned, world.polled]).toEqual([[], [["sk_a"]]]);
  finish();
  await world.settled();
  expect(world.planned).toHaveLength(1);
});

test.each(["unwatch", "close"] as const)(
  "after %s nothing is asked or told, also of what was under way",
  async (end) => {
    const world = aWatch();
    const { events, callback } = recorder();
    let finish = (_: Changes) => {};
    world.answerWith(() => new Promise((resolve) => (finish = resolve)));
    world.watch.watch("sk_a", callback);
    world.begin();
    world.watch[end]("sk_a");
    finish({ sk_a: "changed" });
    await world.settled();
    expect([events, world.planned, world.lost]).toEqual([[], [], []]);
    expect(world.signals.map(({ aborted }) => aborted)).toEqual([true]);
  },
);

test("a watch closed while the new value is fetched is told nothing, nor is the one that follows it", async () => {
  const world = aWatch();
  const { events, callback } = recorder();
  let finish = (_: string) => {};
  world.readWith(() => new Promise((resolve) => (finish = resolve)));
  world.watch.watch("sk_a", callback);
  await world.round({ sk_a: "changed" });
  world.watch.close();
  world.watch.watch("sk_a", callback);
  finish("new");
  await world.settled();
  expect(events).toEqual([]);
  expect(world.planned).toHaveLength(1);
});

test("a callback may end its watch, begin another, or close everything", async () => {
  const world = aWatch();
  const { events, callback } = recorder();
  world.watch.watch("sk_a", () => {
    world.watch.unwatch("sk_a");
    world.watch.watch("sk_b", callback);
  });
  world.watch.watch("sk_a", callback);
  await world.round({ sk_a: "changed" });
  expect(events).toEqual([]);
  await world.round({ sk_b: "changed" });
  expect(events).toMatchObject([{ secretId: "sk_b" }]);
  expect(world.polled).toEqual([["sk_a"], ["sk_b"]]);
  world.watch.close();
  world.watch.watch("sk_c", () => world.watch.close());
  await world.round({ sk_c: "changed" });
  expect(world.planned).toEqual([]);
});

import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import type { Context, SystemActor } from "../context.ts";
import { aSystemContext } from "../testing/fixtures.ts";
import { rounds } from "../testing/rounds.ts";
import { runSweeps } from "./run-sweeps.ts";
import { startJobs } from "./start-jobs.ts";
import { SWEEPS } from "./sweeps.ts";

const world = await testDatabase();
const makeContext = () => aSystemContext(world);

function signalled<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

const counting = (name: string) => {
  const seen = { count: 0 };
  const run = async () => {
    seen.count++;
    return 1;
  };
  return { seen, sweep: { name, chunk: 10, run } };
};

test("twenty processes in one minute sweep once", async () => {
  const { seen, sweep } = counting("once");
  await Promise.all(Array.from({ length: 20 }, () => runSweeps(makeContext, [sweep])));
  expect(seen.count).toBe(1);
});

test("a minute later it is due again", async () => {
  const { seen, sweep } = counting("again");
  await runSweeps(makeContext, [sweep]);
  await world.ownerSql`update sweeps set began_at = began_at - interval '1 minute' where name = 'again'`;
  await runSweeps(makeContext, [sweep]);
  expect(seen.count).toBe(2);
});

test("a sweep that fails does not hold up the next one", async () => {
  const { seen, sweep } = counting("after-failure");
  const failing = { name: "failing", chunk: 10, run: () => Promise.reject(new Error("no")) };
  await runSweeps(makeContext, [failing, sweep]);
  expect(seen.count).toBe(1);
});

test("a backlog goes in chunks of the stated size until nothing is left", async () => {
  let left = 95;
  const sizes: number[] = [];
  const run = async (_: unknown, limit: number) => {
    const ended = Math.min(limit, left);
    left -= ended;
    sizes.push(ended);
    return ended;
  };
  await runSweeps(makeContext, [{ name: "backlog", chunk: 30, run }]);
  expect(sizes).toEqual([30, 30, 30, 5]);
});

test("a stop is heeded between two chunks and before the next sweep", async () => {
  const { seen, sweep } = counting("after-stop");
  let chunks = 0;
  const run = async (_: unknown, limit: number) => {
    chunks++;
    return limit;
  };
  await runSweeps(makeContext, [{ name: "endless", chunk: 30, run }, sweep], () => chunks === 3);
  expect([chunks, seen.count]).toEqual([3, 0]);
});

test("every sweep of ours is bounded, and a backlog of nonces is gone after one turn", async () => {
  const backlog = rounds.staleNonces;
  await world.ownerSql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`;
    await tx`insert into request_nonces (machine_id, nonce, expires_at)
      select gen_random_uuid(), 'n' || n, now() + case when n <= 10 then interval '1 hour' else interval '-1 minute' end
      from generate_series(1, ${backlog}::int) n`;
  });
  const largest = new Map<string, number>();
  const watched = SWEEPS.map(({ name, chunk, run }) => ({
    name,
    chunk,
    run: async (ctx: Context<SystemActor>, limit: number) => {
      const count = await run(ctx, limit);
      largest.set(name, Math.max(count, largest.get(name) ?? 0));
      return count;
    },
  }));
  await runSweeps(makeContext, watched);
  const [row] = await world.sql`select count(*)::int as count from request_nonces`;
  expect(row).toEqual({ count: 10 });
  expect(largest.get("forget-nonces")).toBe(SWEEPS.find(({ name }) => name === "forget-nonces")?.chunk);
  expect(largest.size).toBe(SWEEPS.length);
});

test("stopping waits for the sweep under way", async () => {
  const began = signalled<void>();
  const end = signalled<number>();
  const run = () => {
    began.resolve();
    return end.promise;
  };
  const stop = startJobs(makeContext, [{ name: "slow", chunk: 10, run }], 0);
  await began.promise;
  let isStopped = false;
  const stopped = stop().then(() => {
    isStopped = true;
  });
  await Promise.resolve();
  expect(isStopped).toBe(false);
  end.resolve(0);
  await stopped;
});

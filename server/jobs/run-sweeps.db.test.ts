import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { aSystemContext } from "../testing/fixtures.ts";
import { runSweeps } from "./run-sweeps.ts";
import { startJobs } from "./start-jobs.ts";

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
  return { seen, sweep: { name, run } };
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
  const failing = { name: "failing", run: () => Promise.reject(new Error("no")) };
  await runSweeps(makeContext, [failing, sweep]);
  expect(seen.count).toBe(1);
});

test("stopping waits for the sweep under way", async () => {
  const began = signalled<void>();
  const end = signalled<number>();
  const run = () => {
    began.resolve();
    return end.promise;
  };
  const stop = startJobs(makeContext, [{ name: "slow", run }], 0);
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

import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { databaseProcesses } from "#e2e/launch/processes.ts";
import { rounds } from "#server/testing/rounds.ts";
import { expectBalanced } from "./balance.ts";
import { makeGround } from "./ground.ts";
import { startLoad } from "./load.ts";

const ground = await makeGround();
afterAll(() => ground.stop());

test(`every process of PostgreSQL is killed under load, ${rounds.databaseKills} times`, async () => {
  for (let round = 0; round < rounds.databaseKills; round++) {
    const load = startLoad(ground);
    await load.nextRelease();
    await pause(randomInt(250));
    for (const pid of databaseProcesses(ground.databaseFolder)) process.kill(pid, "SIGKILL");
    await ground.startDatabaseAgain();
    await load.nextRelease();
    await load.stop();
    await expectBalanced(ground, load);
  }
});

test(`PostgreSQL is restarted under load, ${rounds.databaseRestarts} times`, async () => {
  for (let round = 0; round < rounds.databaseRestarts; round++) {
    const load = startLoad(ground);
    await load.nextRelease();
    await ground.stopDatabase();
    await ground.startDatabaseAgain();
    await load.nextRelease();
    await load.stop();
    await expectBalanced(ground, load);
    expect(load.released.length).toBeGreaterThan(1);
  }
});

test("while PostgreSQL is away, the pages of strangers and of the signed-in are a 503 that says so", async () => {
  const ask = async (path: string, cookie: string) => {
    const answer = await fetch(ground.server().url + path, { headers: { cookie }, redirect: "manual" });
    return [answer.status, /\bsealed:[0-9a-f-]{36}/.test(await answer.text())];
  };
  const session = `sikkerkey-session=${"A".repeat(43)}`;
  await ground.stopDatabase();
  expect(await ask("/sign-in", "")).toEqual([503, true]);
  for (const path of ["/sign-in", "/", "/projects"]) expect(await ask(path, session)).toEqual([503, true]);
  await ground.startDatabaseAgain();
  await expect.poll(() => ask("/sign-in", session)).toEqual([200, false]);
});

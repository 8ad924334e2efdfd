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

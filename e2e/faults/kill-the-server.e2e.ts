import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { rounds } from "#server/testing/rounds.ts";
import { expectBalanced } from "./balance.ts";
import { makeGround } from "./ground.ts";
import { startLoad } from "./load.ts";

const ground = await makeGround();
afterAll(() => ground.stop());

test(`the server is killed at a random moment of its work, ${rounds.serverKills} times`, async () => {
  for (let round = 0; round < rounds.serverKills; round++) {
    const load = startLoad(ground);
    await load.nextRelease();
    await pause(randomInt(250));
    const { run } = ground.server();
    run.child.kill("SIGKILL");
    expect(await run.ended).toBe("SIGKILL");
    await ground.startServerAgain();
    await load.nextRelease();
    await load.stop();
    await expectBalanced(ground, load);
  }
});

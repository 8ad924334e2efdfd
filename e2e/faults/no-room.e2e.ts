import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signedLines } from "#e2e/raw-signed.ts";
import { expectBalanced } from "./balance.ts";
import { type Ground, makeGround } from "./ground.ts";
import { startLoad } from "./load.ts";
import { send } from "./send.ts";

// A disk of its own for the database. Mounting one needs rights that not every machine gives.
const disk = mkdtempSync(join(tmpdir(), "sikkerkey-disk-"));
const mount = (...args: string[]) => spawnSync("mount", args, { stdio: "ignore" }).status === 0;
const isMounted = mount("-t", "tmpfs", "-o", "size=320m,mode=755", "tmpfs", disk);

afterAll(() => {
  if (isMounted) spawnSync("umount", ["-l", disk]);
  rmSync(disk, { recursive: true, force: true });
});

test.runIf(isMounted)(
  "a full disk releases nothing that is not recorded, and ends with the disk's",
  async () => {
    const ground = await makeGround(join(disk, "data"));
    try {
      const load = startLoad(ground);
      await load.nextRelease();
      const filler = join(disk, "filler");
      // As much as there is; what PostgreSQL keeps free in its files goes next.
      spawnSync("dd", ["if=/dev/zero", `of=${filler}`, "bs=1M"], { stdio: "ignore" });
      await expect.poll(() => load.statuses.get(503) ?? 0, { timeout: 60_000 }).toBeGreaterThan(0);
      rmSync(filler);
      await keepUp(ground);
      await load.nextRelease();
      await load.stop();
      await expectBalanced(ground, load);
    } finally {
      await ground.stop();
    }
  },
);

/** Stands in for whoever watches an outside database: it is started again when the full disk has ended it. */
async function keepUp(ground: Ground): Promise<void> {
  for (;;) {
    const isUp = await ground.query("select 1").then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await ground.stopDatabase();
    await ground.startDatabaseAgain().catch(() => pause(100));
  }
}

let crowded: Ground;
beforeAll(async () => {
  crowded = await makeGround();
});
afterAll(() => crowded.stop());

test("a database that lets nobody through is 503 for all of them, and then goes on", async () => {
  const load = startLoad(crowded);
  await load.nextRelease();
  // Every connection of the pool ends up waiting for this table; the server gives each up after its lock timeout.
  await crowded.query(
    "begin; lock table nonce_watermark in access exclusive mode; select pg_sleep(8); commit",
  );
  expect(load.statuses.get(503) ?? 0).toBeGreaterThan(0);
  await load.nextRelease();
  await load.stop();
  await expectBalanced(crowded, load);
});

test("more callers than connections wait or are told 503, and none of them is forgotten", async () => {
  const agent = new Agent({ keepAlive: true });
  const list = (at: number) => {
    const machine = crowded.machines[at % crowded.machines.length];
    if (machine === undefined) throw new Error("a crowd needs machines");
    const headers = ["host: localhost", ...signedLines(machine, { path: "/v1/secrets" })];
    return send({ agent, port: crowded.server().port, method: "GET", path: "/v1/secrets", headers });
  };
  const crowd = (count: number) =>
    Promise.all(Array.from({ length: count }, (_, at) => list(at).then((answer) => answer?.status)));
  const [held] = await Promise.all([
    crowd(500),
    crowded.query("begin; lock table nonce_watermark in access exclusive mode; select pg_sleep(8); commit"),
  ]);
  expect(held.filter((status) => status !== 200 && status !== 503)).toEqual([]);
  expect(held).toContain(503);
  expect(new Set(await crowd(100))).toEqual(new Set([200]));
  agent.destroy();
});

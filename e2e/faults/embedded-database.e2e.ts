import { afterAll, expect, test } from "vitest";
import { databaseProcesses } from "#e2e/launch/processes.ts";
import { claimServer } from "#e2e/owner.ts";
import { startServer } from "#e2e/start-server.ts";
import { rounds } from "#server/testing/rounds.ts";

const server = await startServer();
afterAll(() => server.stop());
const owner = await claimServer(server.setupLink);

test(`an embedded PostgreSQL that is killed comes back by itself, ${rounds.databaseKills} times`, async () => {
  for (let round = 0; round < rounds.databaseKills; round++) {
    const killed = databaseProcesses(server.dataDir);
    for (const pid of killed) process.kill(pid, "SIGKILL");
    await expect.poll(() => isHealthy(), { timeout: 30_000, interval: 50 }).toBe(true);
    expect(databaseProcesses(server.dataDir).some((pid) => killed.includes(pid))).toBe(false);
    expect(await owner.query("account.me")).toMatchObject({ email: "ada@example.com" });
  }
  expect(server.run.stderr()).toContain("ended by itself and is started again");
});

test("and it still stops with the server, leaving nobody behind", async () => {
  for (const pid of databaseProcesses(server.dataDir)) process.kill(pid, "SIGKILL");
  server.run.child.kill("SIGINT");
  expect(await server.run.ended).toBe(0);
  expect(databaseProcesses(server.dataDir)).toEqual([]);
});

async function isHealthy(): Promise<boolean> {
  const killed = databaseProcesses(server.dataDir);
  if (killed.length === 0) return false;
  const answer = await fetch(`${server.url}/v1/health`).catch(() => null);
  return answer?.status === 200;
}

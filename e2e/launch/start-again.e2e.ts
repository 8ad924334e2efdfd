import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { claimServer, OWNER, visitor } from "../owner.ts";
import { startServer } from "../start-server.ts";
import { makeCheckout } from "./checkout.ts";
import { databaseProcesses } from "./processes.ts";

const checkout = makeCheckout({ name: "a folder with spaces" });
afterAll(checkout.remove);

const dataDir = join(checkout.dir, ".data");
const npmStart = {
  command: ["npm", "start"] as const,
  cwd: checkout.dir,
  dataDir,
};

async function ownerCanSignIn(url: string): Promise<void> {
  const person = visitor(url);
  await person.signIn(OWNER.email, OWNER.password);
  expect(await person.query("account.me")).toMatchObject({ email: OWNER.email });
}

describe("npm start in a folder with spaces", () => {
  test("the first start makes a root key that only its owner reads, and an account can be made", async () => {
    const server = await startServer(npmStart);
    expect(server.run.stdout()).toContain(`A root key was made in ${join(dataDir, "root.key")}`);
    expect(statSync(join(dataDir, "root.key")).mode & 0o777).toBe(0o600);
    await claimServer(server.setupLink);
    await ownerCanSignIn(server.url);
    // npm keeps a signal to itself and its shell; the product notices and stops all the same.
    server.run.child.kill("SIGTERM");
    await server.run.ended;
    expect(await emptied(dataDir)).toEqual([]);
  });

  test("the second start builds nothing, asks for no account and has the data", async () => {
    const server = await startServer(npmStart);
    expect(server.run.stderr()).not.toMatch(/Building|Installing/);
    expect(server.setupLink).toBeNull();
    await ownerCanSignIn(server.url);
    expect(readFileSync(join(dataDir, "postgres-port"), "utf8")).toMatch(/^\d+\n$/);
    server.run.child.kill("SIGTERM");
    await server.run.ended;
    expect(await emptied(dataDir)).toEqual([]);
  });
});

describe("after a kill -9", () => {
  const direct = { ...npmStart, command: [process.execPath, "server/launch/start.mjs"] as const };

  test("of the server, the next start ends the database it left behind and goes on with the data", async () => {
    const killed = await startServer(direct);
    killed.run.child.kill("SIGKILL");
    await killed.run.ended;
    const left = databaseProcesses(dataDir);
    expect(left.length).toBeGreaterThan(0);
    const server = await startServer(direct);
    expect(databaseProcesses(dataDir).filter((pid) => left.includes(pid))).toEqual([]);
    await ownerCanSignIn(server.url);
    expect(await server.stop()).toBe(0);
    expect(databaseProcesses(dataDir)).toEqual([]);
  });

  test("of everything at once, the next start recovers without a hand", async () => {
    const killed = await startServer(direct);
    killed.run.child.kill("SIGKILL");
    for (const pid of databaseProcesses(dataDir)) process.kill(pid, "SIGKILL");
    await killed.run.ended;
    const server = await startServer(direct);
    await ownerCanSignIn(server.url);
    expect(await server.stop()).toBe(0);
  });

  test("a lost database password is made anew, because nothing outside holds it", async () => {
    rmSync(join(dataDir, "database-app-password"));
    const server = await startServer(direct);
    await ownerCanSignIn(server.url);
    expect(await server.stop()).toBe(0);
  });
});

/** npm ends before the product it started; what matters is that nothing stays. */
async function emptied(folder: string): Promise<readonly number[]> {
  const end = performance.now() + 20_000;
  while (databaseProcesses(folder).length > 0 && performance.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 50));
  return databaseProcesses(folder);
}

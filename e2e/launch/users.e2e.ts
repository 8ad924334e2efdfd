import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { startServer } from "../start-server.ts";
import { isRoot, makeCheckout, NOBODY } from "./checkout.ts";
import { databaseProcesses } from "./processes.ts";

const command = [process.execPath, "server/launch/start.mjs"] as const;

// Only root can become somebody else; run as a normal user, the other tests are this one.
describe.runIf(isRoot)("who starts it", () => {
  test("a normal user starts it in a checkout of their own", async () => {
    const checkout = makeCheckout({ uid: NOBODY });
    onTestFinished(checkout.remove);
    const dataDir = join(checkout.dir, ".data");
    const server = await startServer({ command, cwd: checkout.dir, dataDir, uid: NOBODY, gid: NOBODY });
    expect((await fetch(`${server.url}/v1/health`)).status).toBe(200);
    expect(await server.stop()).toBe(0);
    expect(databaseProcesses(dataDir)).toEqual([]);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  });

  test("root starts it, and the database runs as somebody who is not root", async () => {
    const server = await startServer();
    const owners = databaseProcesses(server.dataDir).map((pid) => statSync(`/proc/${pid}`).uid);
    expect(owners.length).toBeGreaterThan(0);
    expect(owners).not.toContain(0);
    expect(await server.stop()).toBe(0);
  });

  test("root starts a clone that only root may enter, or is told what to do", async () => {
    const checkout = makeCheckout({ parentMode: 0o700 });
    onTestFinished(checkout.remove);
    const dataDir = join(checkout.dir, ".data");
    const started = startServer({ command, cwd: checkout.dir, dataDir });
    const outcome = await started.catch((error: Error) => error);
    if (outcome instanceof Error) {
      expect(outcome.message).toContain("move the folder to where everybody may pass");
    } else {
      expect((await fetch(`${outcome.url}/v1/health`)).status).toBe(200);
      expect(await outcome.stop()).toBe(0);
      expect(databaseProcesses(dataDir)).toEqual([]);
    }
  });

  test("root's data folder may be anywhere else while the clone is closed: the binaries are copied", async () => {
    const checkout = makeCheckout({ parentMode: 0o700 });
    onTestFinished(checkout.remove);
    const server = await startServer({ command, cwd: checkout.dir });
    expect((await fetch(`${server.url}/v1/health`)).status).toBe(200);
    expect(await server.stop()).toBe(0);
  });
});

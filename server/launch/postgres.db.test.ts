import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { connect } from "#db/client.ts";
import { inspectDatabase } from "#db/inspect.ts";
import { startPostgres } from "./postgres.mjs";

const dataDir = mkdtempSync(join(tmpdir(), "sikkerkey-pg-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test("the embedded server is durable, speaks to this machine only, and its roles are not superusers", async () => {
  const server = await startPostgres({ dataDir });
  expect(await inspectDatabase(server.appUrl)).toEqual({ role: "sikkerkey_app", unsafe: [] });
  const owner = connect(server.ownerUrl, { max: 1 });
  const [shown] = await owner`
    select current_setting('listen_addresses') as listens, current_setting('server_encoding') as encoding,
      current_setting('password_encryption') as passwords,
      (select count(*)::int from pg_roles where rolsuper and rolname like 'sikkerkey%') as superusers
  `;
  expect(shown).toEqual({
    listens: "127.0.0.1",
    encoding: "UTF8",
    passwords: "scram-sha-256",
    superusers: 0,
  });
  await owner`create table kept (id int)`;
  await owner.end();
  await server.stop();
  for (const file of ["database-owner-password", "database-app-password"])
    expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600);
});

test("a wrong password is refused", async () => {
  const server = await startPostgres({ dataDir });
  const url = new URL(server.appUrl);
  url.password = "0".repeat(64);
  await expect(inspectDatabase(url.href)).rejects.toThrow(/password authentication failed/);
  await server.stop();
});

test("its port stays, until somebody else takes it; the data stays anyway", async () => {
  const first = await startPostgres({ dataDir });
  await first.stop();
  const port = Number(readFileSync(join(dataDir, "postgres-port"), "utf8"));
  const taken = createServer().listen(port, "127.0.0.1");
  await new Promise((resolve) => taken.once("listening", resolve));
  const second = await startPostgres({ dataDir });
  expect(new URL(second.ownerUrl).port).not.toBe(String(port));
  const owner = connect(second.ownerUrl, { max: 1 });
  expect(await owner`select count(*)::int as rows from kept`).toEqual([{ rows: 0 }]);
  await owner.end();
  await second.stop();
  taken.close();
});

test("an outside server that may lose what it acknowledged is found out", async () => {
  const server = await startPostgres({ dataDir, settings: { fsync: "off", full_page_writes: "off" } });
  const { unsafe } = await inspectDatabase(server.appUrl);
  expect([...unsafe].sort()).toEqual(["fsync=off", "full_page_writes=off"]);
  await server.stop();
});

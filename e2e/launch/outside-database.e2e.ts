import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { startPostgres } from "#server/launch/postgres.mjs";
import { claimServer, OWNER, visitor } from "../owner.ts";
import { startServer } from "../start-server.ts";

// A server of somebody else's, as far as the product can tell.
const dataDir = mkdtempSync(join(tmpdir(), "sikkerkey-outside-"));
const database = await startPostgres({ dataDir });
afterAll(async () => {
  await database.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const rootKey = { SIKKERKEY_ROOT_KEY: Buffer.alloc(32, 9).toString("base64") };
const twoRoles = { ...rootKey, DATABASE_URL: database.appUrl, DATABASE_MIGRATION_URL: database.ownerUrl };

async function ownerCanSignIn(url: string): Promise<void> {
  const person = visitor(url);
  await person.signIn(OWNER.email, OWNER.password);
  expect(await person.query("account.me")).toMatchObject({ email: OWNER.email });
}

test("two processes share an outside database, and stopping one leaves the other", async () => {
  const [one, other] = await Promise.all([startServer({ env: twoRoles }), startServer({ env: twoRoles })]);
  // A new start ends the links of older ones, so exactly one of the two still counts.
  const links = [one.setupLink, other.setupLink];
  const claims = await Promise.allSettled(links.map((link) => claimServer(link)));
  expect(claims.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await Promise.all([ownerCanSignIn(one.url), ownerCanSignIn(other.url)]);
  expect(await one.stop()).toBe(0);
  await ownerCanSignIn(other.url);
  expect(await other.stop()).toBe(0);
});

test("a single role works, and the log says that this is weaker", async () => {
  const server = await startServer({ env: { ...rootKey, DATABASE_URL: database.ownerUrl } });
  expect(server.run.stderr()).toMatch(/only a trigger guards the audit log, which is weaker/);
  await ownerCanSignIn(server.url);
  expect(await server.stop()).toBe(0);
});

test("no connection text reaches the output", async () => {
  const server = await startServer({ env: twoRoles });
  expect(await server.stop()).toBe(0);
  const printed = server.run.stdout() + server.run.stderr();
  for (const url of [database.appUrl, database.ownerUrl])
    expect(printed).not.toContain(new URL(url).password);
});

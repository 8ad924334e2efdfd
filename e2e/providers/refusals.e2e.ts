import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askDatabase } from "#db/testing/database-witness.ts";
import type { SiteFacts } from "#lib/integrations/integration.ts";
import { NAMES_THAT_TAKE_OVER } from "#lib/naming/testing/names-that-take-over.ts";
import { startPostgres } from "#server/launch/postgres.mjs";
import { deliver } from "../bitbucket/deliver.ts";
import { aDelivery, type Delivery, type Scene } from "../bitbucket/scene.ts";
import type { JobResult } from "../emulators/run-job.ts";
import { claimServer } from "../owner.ts";
import { startServer } from "../start-server.ts";
import { deliverWith } from "./deliver-with.ts";
import { PROVIDERS } from "./table.ts";

const folder = mkdtempSync(join(tmpdir(), "sikkerkey-refusals-"));
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let scene: Scene;
let hijacking: Delivery;
let colliding: Delivery;

/** No form saves these names, so they are put into the database: whatever the server says, the job refuses them. */
beforeAll(async () => {
  postgres = await startPostgres({ dataDir: folder });
  const server = await startServer({
    env: {
      SIKKERKEY_ROOT_KEY: randomBytes(32).toString("base64"),
      DATABASE_URL: postgres.appUrl,
      DATABASE_MIGRATION_URL: postgres.ownerUrl,
    },
  });
  const owner = await claimServer(server.setupLink);
  const site = await owner.query<SiteFacts>("integrations.site");
  scene = { server, owner, site, close: async () => void (await server.stop()) };
  const database = askDatabase(postgres.ownerUrl);
  /** Stored under names that a form takes, and renamed where no form is asked. */
  const aStored = async (names: readonly string[]) => {
    const formed = names.map((_, at) => `S${renamed + at}`);
    const made = await aDelivery(scene, Object.fromEntries(formed.map((name) => [name, `${value}-${name}`])));
    for (const [at, name] of names.entries())
      await database.run("update secrets set name = $1 where name = $2", [name, formed[at] ?? ""]);
    renamed += names.length;
    return made;
  };
  const value = `value-that-arrives-nowhere-${randomBytes(6).toString("hex")}`;
  let renamed = 0;
  hijacking = await aStored(["FINE", ...NAMES_THAT_TAKE_OVER]);
  colliding = await aStored(["FINE", "db.url", "DB-URL"]);
  await database.end();
}, 60_000);
afterAll(async () => {
  await scene?.close();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const refused = { wentOn: false, findings: [] };
type Run = (delivery: Delivery) => Promise<JobResult>;
const RUNS: readonly (readonly [string, Run])[] = [
  ["Bitbucket Pipelines", deliver],
  ...PROVIDERS.map((provider): [string, Run] => [
    provider.integration.title,
    (delivery) => deliverWith(provider, scene, delivery),
  ]),
];

test.each(RUNS)("%s: names that take over the job end it, and nothing arrives (AT-59)", async (_, run) => {
  const result = await run(hijacking);
  expect(result, result.log).toMatchObject(refused);
  expect(result.exitCode).not.toBe(0);
  const said = /Nothing was delivered, because .*\n([\s\S]*)and (\d+) more\n/.exec(result.log);
  const lines = (said?.[1] ?? "").match(/\(sk_\w+\): /g) ?? [];
  expect(lines.length).toBeGreaterThan(0);
  expect(result.log).not.toContain("No secret is left");
  expect(lines.length + Number(said?.[2])).toBe(NAMES_THAT_TAKE_OVER.length);
});

test.each(RUNS)("%s: two names that become one variable end the job, both named (AT-60)", async (_, run) => {
  const result = await run(colliding);
  expect(result, result.log).toMatchObject(refused);
  expect(result.exitCode).not.toBe(0);
  expect(result.log).toMatch(
    /(db\.url|DB-URL) \(sk_\w+\) and (db\.url|DB-URL) \(sk_\w+\) would both be DB_URL/,
  );
});

import { afterEach, expect, test } from "vitest";
import { isDeep } from "#server/testing/rounds.ts";
import { emptyDatabase, twoProcesses } from "./two-processes.ts";

const ROUNDS = isDeep ? 20 : 1;
const TIMEOUT_MS = isDeep ? 3_600_000 : 120_000;

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

test(
  "two processes that start at once on an empty database migrate it once (CON-12)",
  async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { database, startTwo, stop } = await emptyDatabase();
      ends.push(stop);
      const processes = await startTwo();
      const [row] = await database.run(
        `select count(*)::int as applied, count(distinct hash)::int as different from "__drizzle_migrations"`,
      );
      expect(row?.["applied"]).toBeGreaterThan(5);
      expect(row?.["different"]).toBe(row?.["applied"]);
      const healthy = await Promise.all(processes.map(({ url }) => fetch(`${url}/v1/health`)));
      expect(healthy.map(({ status }) => status)).toEqual([200, 200]);
      await Promise.all(processes.map((server) => server.stop()));
    }
  },
  TIMEOUT_MS,
);

const MACHINES = 700;
const SWEEPS = [
  "expire-bundles",
  "expire-machines",
  "forget-ended",
  "forget-nonces",
  "make-partitions",
  "purge-expired-secrets",
];

// What each process tries comes before the row is decided about; what it is given comes after.
const WATCH = `
  create schema races;
  create table races.turns (name text, kind text);
  create function races.note() returns trigger language plpgsql security definer as
    $$ begin insert into races.turns values (new.name, tg_argv[0]); return new; end $$;
  create trigger tried before insert on sweeps for each row execute function races.note('tried');
  create trigger given after insert or update on sweeps for each row execute function races.note('given')`;

test(
  "two processes sweep a backlog once: one turn for both, and one row for each thing that ended (CON-12)",
  async () => {
    const two = await twoProcesses();
    ends.push(two.stop);
    const { id: machineId } = await two.enroll();
    await Promise.all(two.processes.map((server) => server.stop()));
    await two.database.run(WATCH);
    await two.database.run(
      `insert into machines (id, vault_id, name, kind, public_key, hostname, source_ip, approved_at, expires_at)
       select gen_random_uuid(), vault_id, 'old-' || n, kind, sha256(n::text::bytea), hostname, source_ip, approved_at,
         now() - interval '1 minute'
       from machines, generate_series(1, $2::text::int) n where id = $1`,
      [machineId, String(MACHINES)],
    );
    await two.database.run(
      `insert into request_nonces select gen_random_uuid(), 'n' || n, now() - interval '1 hour' from generate_series(1, 12000) n`,
    );
    await two.database.run("update secrets set deleted_at = now(), purge_at = now() where id = $1", [
      two.secretId,
    ]);
    await two.database.run("truncate sweeps");
    const again = await two.restart();
    ends.unshift(async () => void (await Promise.all(again.map((server) => server.stop()))));

    const turns = (kind: string) =>
      two.database.run(
        "select name, count(*)::int as count from races.turns where kind = $1 group by name order by name",
        [kind],
      );
    await expect
      .poll(() => turns("tried"), { timeout: 60_000 })
      .toEqual(SWEEPS.map((name) => ({ name, count: 2 })));
    expect(await turns("given")).toEqual(SWEEPS.map((name) => ({ name, count: 1 })));

    const left = async () => {
      const [row] = await two.database.run(
        `select (select count(*)::int from machines where expires_at < now() and expired_at is null) as machines,
           (select count(*)::int from secrets where purge_at < now()) as secrets,
           (select count(*)::int from request_nonces where expires_at < now()) as nonces`,
      );
      return row;
    };
    await expect.poll(left, { timeout: 60_000 }).toEqual({ machines: 0, secrets: 0, nonces: 0 });
    const rows = await two.database.run(
      `select action, count(*)::int as rows, count(distinct target_id)::int as things from audit_events
       where actor_kind = 'system' and action in ('machine.expired', 'secret.purged') group by action order by action`,
    );
    expect(rows).toEqual([
      { action: "machine.expired", rows: MACHINES, things: MACHINES },
      { action: "secret.purged", rows: 1, things: 1 },
    ]);
  },
  TIMEOUT_MS,
);

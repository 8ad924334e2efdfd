import { fileURLToPath } from "node:url";
import { getTableColumns } from "drizzle-orm";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { connect, drizzleOver, type Sql } from "./client.ts";
import { auditEvents } from "./schema/audit-events.ts";

// One migrator at a time on one server, whatever the number of app processes (CON-12).
export const MIGRATION_LOCK = 7_301_964_102;

// History, keys, versions, scopes and grants: a row of these is added, and goes only with what it belongs to (a cascade runs
// as the owner), so that stolen access to the app's role rewrites none of them.
const ONLY_ADDED = [
  "audit_events",
  "claim_projects",
  "claim_secrets",
  "ended_bundles",
  "enrollment_token_projects",
  "enrollment_token_secrets",
  "instance_keys",
  "instance_owner",
  "members",
  "public_keys",
  "secret_versions",
  "vault_keys",
];
// A right is given and taken away, never turned into another.
const NEVER_CHANGED = ["grants", "machine_projects"];
const NEVER_REMOVED = [
  "bootstrap_tokens",
  "claims",
  "enrollment_tokens",
  "machine_extensions",
  "nonce_watermark",
  "users",
  "vaults",
];

// Every column but the id, which is the sequence's to give.
const EVENT_COLUMNS = Object.values(getTableColumns(auditEvents)).flatMap(({ name }) =>
  name === "id" ? [] : [name],
);

const quoted = (role: string) => `"${role.replaceAll('"', '""')}"`;

/**
 * Applies the migrations as the owner and leaves the app's role with what it needs and no more: it cannot change what it
 * has audited, nor the schema. `appRole` null means one role does both; the trigger still guards the audit log.
 */
export async function applyMigrations(
  ownerUrl: string,
  folder: string,
  appRole: string | null,
): Promise<void> {
  const sql = connect(ownerUrl, { max: 1, name: "sikkerkey-migrate", transactionMs: 0 });
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migrate(drizzleOver(sql), { migrationsFolder: folder, migrationsSchema: "public" });
    // Each start adds the months that have come into reach; a running process asks for them in a sweep.
    await sql`select audit_events_make_partitions()`;
    if (appRole === null) return;
    const role = quoted(appRole);
    await sql.unsafe(`
      grant usage on schema public to ${role};
      grant select, insert, update, delete on ${await grantableTables(sql)} to ${role};
      grant usage on all sequences in schema public to ${role};
      revoke insert, update, delete, truncate on "__drizzle_migrations" from ${role};
      revoke update, delete, truncate on ${ONLY_ADDED.join(", ")} from ${role};
      revoke update on ${NEVER_CHANGED.join(", ")} from ${role};
      revoke delete on ${NEVER_REMOVED.join(", ")} from ${role};
      revoke insert on audit_events from ${role};
      grant insert (${EVENT_COLUMNS.join(", ")}) on audit_events to ${role};
      grant execute on function audit_events_make_partitions() to ${role};
    `);
  } finally {
    await sql.end();
  }
}

/** All but partitions: the log is read and written through its parent, so none of them is a way around what that refuses. */
async function grantableTables(sql: Sql): Promise<string> {
  const rows = await sql<{ name: string }[]>`
    select quote_ident(relname) as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`;
  return rows.map(({ name }) => name).join(", ");
}

/** The migrations as shipped, for code that runs from the sources; the built server is told the folder by its launcher. */
export const migrationsFolder = () => fileURLToPath(new URL("./migrations", import.meta.url));

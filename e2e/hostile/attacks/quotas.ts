import type { Answer, Attack } from "./attack.ts";
import type { Ground } from "./ground.ts";
import { asOwner } from "./people.ts";

const full: Answer = {
  status: 403,
  headers: { "content-type": "application/json", "cache-control": "no-store" },
  body: /A vault holds at most 1,000 [^"]+".*"code":"quota_reached"/,
  isPage: true,
};

type Fill = { readonly table: string; readonly into: string };

/** The next one, when the vault already holds a thousand. */
function overfull(
  name: string,
  { table, into }: Fill,
  call: Omit<Parameters<typeof asOwner>[2], "answer">,
): Attack {
  const row = asOwner("AT-98", name, { ...call, answer: full });
  return {
    ...row,
    bytes: async (ground) => {
      await ground.witness.run(`${into} from generate_series(1, 1000) n`, [ground.vaultId]);
      return row.bytes(ground);
    },
    afterwards: async ({ witness }) => {
      await witness.run(`delete from ${table} where id like 'fill%'`);
    },
  };
}

const aToken = ({ project, secret }: Ground) => ({
  name: "one too many",
  projectIds: [project.id],
  secretIds: [secret.id],
  tokenLifetimeSeconds: 3600,
  machineLifetimeSeconds: 3600,
  maxUses: 1,
});

/** What a script that runs wild may make (AT-98); the larger quotas are filled in the tests of the verbs. */
export const quotas: readonly Attack[] = [
  overfull(
    "a project more than a vault holds",
    {
      table: "projects",
      into: "insert into projects (id, vault_id, name, description) select 'fill' || n, $1, 'fill' || n, ''",
    },
    { procedure: "projects.create", input: () => ({ name: "one too many" }) },
  ),
  overfull(
    "a token more than a vault holds",
    {
      table: "enrollment_tokens",
      into: `insert into enrollment_tokens
        (id, vault_id, name, description, token_hash, machine_lifetime_seconds, max_uses, created_by, expires_at)
        select 'fill' || n, $1, 'fill' || n, '', sha256(n::text::bytea), 60, 1, 'x', now() + interval '1 hour'`,
    },
    { procedure: "tokens.create", input: aToken },
  ),
];

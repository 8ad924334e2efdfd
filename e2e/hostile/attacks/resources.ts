import { requestText, type Signer, signedLines } from "#e2e/raw-signed.ts";
import { forbidden, ok, okText, refusal } from "./answers.ts";
import type { Attack, AttackId, Effect } from "./attack.ts";
import { recorded } from "./effects.ts";
import type { Ground } from "./ground.ts";

const read = (machine: Signer, secretId: string): string => {
  const path = `/v1/secret/${secretId}`;
  return requestText(`GET ${path}`, signedLines(machine, { path }));
};

const post = (machine: Signer, path: string, body: string): string =>
  requestText(`POST ${path}`, signedLines(machine, { method: "POST", path, body }), body);

const denied = (reason: string) => recorded("secret.read_denied", reason);

const asks = (
  at: AttackId,
  name: string,
  idOf: (ground: Ground) => string | Promise<string>,
  effect: Effect,
): Attack => ({
  at,
  name,
  answer: forbidden,
  effect,
  bytes: async (ground) => read(ground.machine, await idOf(ground)),
});

/** A second tenant's secret, as no client of this one could make it. */
async function foreignSecret({ witness }: Ground): Promise<string> {
  const id = `sk_${crypto.randomUUID().replaceAll("-", "").slice(0, 10)}`;
  const tail = id.slice(3);
  await witness.run("insert into vaults (id, name) values ($1, $2)", [`vault_${tail}000000`, tail]);
  await witness.run("insert into projects (id, vault_id, name, description) values ($1, $2, 'p', '')", [
    `proj_${tail}`,
    `vault_${tail}000000`,
  ]);
  await witness.run(
    "insert into secrets (id, vault_id, project_id, name, note, kind, current_version, created_by) values ($1, $2, $3, 'FOREIGN', '', 'single', 1, 'x')",
    [id, `vault_${tail}000000`, `proj_${tail}`],
  );
  return id;
}

const odd = ["__proto__", "constructor", "sk_0000000000-", "SK_0000000000", "~", "0", "-1", "null"];

const deletedSecret: Attack = {
  at: "AT-29",
  name: "a granted secret that is in the trash says so",
  answer: refusal("secret_deleted"),
  effect: denied("secret_deleted"),
  bytes: async (ground) => {
    const doomed = await ground.makeSecret(`DOOMED_${crypto.randomUUID().slice(0, 8).toUpperCase()}`);
    const machine = await ground.enroll(await ground.makeToken({ secretIds: [ground.secret.id, doomed.id] }));
    const text = read(machine, doomed.id);
    await ground.owner.mutate("secrets.delete", { secretId: doomed.id });
    return text;
  },
};

/** Lists of a machine in a project where one secret is not for it. */
const lists: readonly Attack[] = [
  {
    at: "AT-30",
    name: "a list names only what is granted",
    bytes: ({ machine }) => requestText("GET /v1/secrets", signedLines(machine, { path: "/v1/secrets" })),
    answer: ({ secret, project }) =>
      ok({ secrets: [{ id: secret.id, name: secret.name, fieldNames: null, projectId: project.id }] }),
    effect: recorded("secrets.listed", null),
  },
  {
    at: "AT-30",
    name: "an export holds only what is granted",
    bytes: ({ machine, project }) =>
      post(machine, "/v1/secrets/export", JSON.stringify({ projectId: project.id })),
    answer: ({ secret }) =>
      ok({ secrets: [{ id: secret.id, name: secret.name, value: secret.value, fieldNames: null }] }),
    effect: recorded("secret.read", null),
  },
  ...["/v1/secrets/export", "/v1/secrets/list"].map(
    (path): Attack => ({
      at: "AT-30",
      name: `${path} of a project that is not the machine's`,
      bytes: ({ machine, emptyProject }) =>
        post(machine, path, JSON.stringify({ projectId: emptyProject.id })),
      answer: forbidden,
      effect: recorded("machine.request_denied", "project_not_linked"),
    }),
  ),
  {
    at: "AT-30",
    name: "an export by a machine that has no grant left",
    bytes: async ({ enroll, witness, project }) => {
      const machine = await enroll();
      await witness.run("delete from grants where machine_id = $1", [machine.id]);
      return post(machine, "/v1/secrets/export", JSON.stringify({ projectId: project.id }));
    },
    answer: ok({ secrets: [] }),
    effect: { request_nonces: [{}] },
  },
  {
    at: "AT-30",
    name: "an export by a machine whose project was taken away",
    bytes: async ({ enroll, witness }) => {
      const machine = await enroll();
      await witness.run("delete from machine_projects where machine_id = $1", [machine.id]);
      return post(machine, "/v1/secrets/export", "{}");
    },
    answer: okText('{"secrets":[]}'),
    effect: { request_nonces: [{}] },
  },
];

/** A machine that reads from elsewhere than it may: every route says so, none says anything else. */
const guarded = (path: string, method: "GET" | "POST", body = ""): Attack => ({
  at: "AT-30",
  name: `${method} ${path} from outside the machine's ranges`,
  bytes: async ({ enroll, witness, secret }) => {
    const machine = await enroll();
    await witness.run("update machines set guardrails = $1::text::jsonb where id = $2", [
      JSON.stringify({ sourceCidrs: ["10.0.0.0/8"], hours: null }),
      machine.id,
    ]);
    const target = path.replace("{id}", secret.id);
    return requestText(`${method} ${target}`, signedLines(machine, { method, path: target, body }), body);
  },
  answer: refusal("policy_denied_source"),
  effect: recorded("machine.request_denied", "guardrail_source"),
});

const guardrails: readonly Attack[] = [
  guarded("/v1/secret/{id}", "GET"),
  guarded("/v1/secrets", "GET"),
  guarded("/v1/secrets/export", "POST"),
  guarded("/v1/secrets/poll", "POST", '{"watch":["{id}"]}'),
  guarded("/v1/cli/secrets", "GET"),
  guarded("/v1/cli/projects", "GET"),
];

const polls: Attack = {
  at: "AT-30",
  name: "a poll tells no value, and no more of what is not granted than that it is not",
  bytes: ({ machine, secret, ungranted }) =>
    post(machine, "/v1/secrets/poll", JSON.stringify({ watch: [secret.id, ungranted.id, "sk_0000000000"] })),
  answer: ({ ungranted }) =>
    ok({
      changes: { [ungranted.id]: { status: "access_denied" }, sk_0000000000: { status: "access_denied" } },
    }),
  effect: {
    request_nonces: [{}],
    audit_events: [
      { action: "secrets.polled", outcome: "allowed" },
      { action: "secret.read_denied", reason: "grant_missing" },
      { action: "secret.read_denied", reason: "secret_unknown" },
    ],
  },
};

/** Somebody else's things, and things there are not, look alike (AT-29, AT-30). */
export const resources: readonly Attack[] = [
  asks(
    "AT-29",
    "an ungranted secret of the same project",
    ({ ungranted }) => ungranted.id,
    denied("grant_missing"),
  ),
  asks("AT-29", "a secret of another vault", foreignSecret, denied("secret_unknown")),
  asks("AT-29", "a secret that never was", () => "sk_0000000000", denied("secret_unknown")),
  ...odd.map((id) => asks("AT-29", `a secret called ${id}`, () => id, denied("secret_unknown"))),
  deletedSecret,
  ...lists,
  polls,
  ...guardrails,
];

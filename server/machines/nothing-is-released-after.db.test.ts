import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { AppError } from "#lib/errors.ts";
import type { MachineContext } from "../access/machine-context.ts";
import { exportSecrets } from "../reads/export-secrets.ts";
import { makeReadQueue } from "../reads/make-read-queue.ts";
import { readSecret } from "../reads/read-secret.ts";
import { aMachineContext, aStoredMachine, type StoredMachine } from "../testing/a-machine.ts";
import { aScope } from "../testing/a-token.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { rounds } from "../testing/rounds.ts";
import { approveMachine } from "./approve-machine.ts";
import { deleteMachine } from "./delete-machine.ts";
import { denyMachine } from "./deny-machine.ts";
import { detachProject } from "./detach-project.ts";
import { disableMachine } from "./disable-machine.ts";
import { revokeAccess } from "./revoke-access.ts";
import { setGrants } from "./set-grants.ts";
import { setGuardrails } from "./set-guardrails.ts";

const world = await testDatabase({ max: 24 });
const owner = await aUserContext(world);
const scope = await aScope(owner);
const [projectId = "", secretId = ""] = [scope.projectIds[0], scope.secretIds[0]];

const queues = [makeReadQueue(world.sql), makeReadQueue(world.sql)];
const DOORS: readonly ((ctx: MachineContext) => Promise<unknown>)[] = [
  ...queues.map((readQueue) => (ctx: MachineContext) => readSecret({ ...ctx, readQueue }, secretId)),
  (ctx) => exportSecrets(ctx, {}),
];
const elsewhere = { sourceCidrs: ["198.51.100.0/24"], hours: null };

/** What ends a machine or takes from it, by the row that it leaves. */
const ENDINGS: Readonly<Record<string, (machineId: string) => Promise<unknown>>> = {
  "machine.disabled": (machineId) => disableMachine(owner, { machineId }),
  "machine.deleted": (machineId) => deleteMachine(owner, { machineId }),
  "machine.access_revoked": (machineId) => revokeAccess(owner, { machineId }),
  "machine.project_detached": (machineId) => detachProject(owner, { machineId, projectId }),
  "machine.secret_ungranted": (machineId) => setGrants(owner, { machineId, projectId, secretIds: [] }),
  "machine.guardrails_changed": (machineId) => setGuardrails(owner, { machineId, guardrails: elsewhere }),
};

/** Six clients, each asking again and again while `change` happens; resolves with the clock of a moment after its commit. */
async function whileReading(machine: StoredMachine, change: () => Promise<unknown>): Promise<string> {
  let wake = () => {};
  const first = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const client = async (at: number) => {
    for (let asked = 0; asked < 6; asked++) {
      await DOORS[(at + asked) % DOORS.length]?.(aMachineContext(owner, machine)).catch((error: unknown) => {
        if (!(error instanceof AppError) || error.status >= 500) throw error;
      });
      wake();
    }
  };
  const reading = Promise.all([0, 1, 2, 3, 4, 5].map(client));
  const ended = first.then(change).then(async () => {
    const [row] = await world.ownerSql<{ at: string }[]>`select clock_timestamp()::text as at`;
    return row?.at ?? "";
  });
  const [at] = await Promise.all([ended, reading]);
  return at;
}

/** The machine's releases before and after this row of the log, and those decided after the instant. */
async function releases(machineId: string, action: string, at: string) {
  const [row] = await world.ownerSql<{ before: number; after: number; late: number }[]>`
    with mine as (select * from audit_events where machine_id = ${machineId}),
      ending as (select min(id) as id from mine where action = ${action})
    select count(*) filter (where mine.id < ending.id)::int as before,
      count(*) filter (where mine.id > ending.id)::int as after,
      count(*) filter (where mine.at > ${at}::text::timestamptz)::int as late
    from mine, ending where mine.action = 'secret.read' and mine.outcome = 'allowed' and ending.id is not null`;
  return row ?? { before: 0, after: 0, late: 0 };
}

test.each(Object.entries(ENDINGS))(
  "%s: no release is decided after its commit (INV-23)",
  async (action, end) => {
    let [before, refused] = [0, 0];
    for (let round = 0; round < rounds.races; round++) {
      const rights = { ...scope, kind: "long_lived", expiresAt: null } as const;
      const machine = await aStoredMachine(owner, rights);
      const at = await whileReading(machine, () => end(machine.id));
      const found = await releases(machine.id, action, at);
      expect(found).toMatchObject({ after: 0, late: 0 });
      before += found.before;
      refused += 36 - found.before;
    }
    expect(before, "reads that came before it").toBeGreaterThan(0);
    expect(refused, "reads that came after it").toBeGreaterThan(0);
  },
);

test("of an approval and a denial at once one wins, and after a denial nothing was ever released (INV-23)", async () => {
  for (let round = 0; round < rounds.races; round++) {
    const machine = await aStoredMachine(owner, {
      ...scope,
      isApproved: false,
      kind: "long_lived",
      expiresAt: null,
    });
    const both = () =>
      Promise.allSettled([denyMachine, approveMachine].map((verb) => verb(owner, { machineId: machine.id })));
    await whileReading(machine, both);
    const rows = await world.ownerSql<{ action: string }[]>`select distinct action from audit_events
      where machine_id = ${machine.id} and action in ('machine.denied', 'machine.approved', 'secret.read')`;
    const actions = rows.map((row) => row.action);
    const wasDenied = actions.includes("machine.denied");
    expect(wasDenied ? actions : ["machine.approved"]).toEqual([
      wasDenied ? "machine.denied" : "machine.approved",
    ]);
    expect(wasDenied || actions.includes("machine.approved")).toBe(true);
  }
});

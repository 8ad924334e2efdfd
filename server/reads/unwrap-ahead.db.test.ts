import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import type { UnwrappedEnvelope } from "../crypto/envelope.ts";
import { aMachineContext, aStoredMachine, aStoredProject, aStoredSecret } from "../testing/a-machine.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { exportSecrets } from "./export-secrets.ts";
import { makeUnwrapAhead } from "./unwrap-ahead.ts";

const world = await testDatabase();
const owner = await aUserContext(world);
const NAMES = ["A", "B", "C"];
const [WRAPPED_KEY_AT, COMMITMENT_AT, VALUE_AT] = [18, 78, 110];

/** A machine with three secrets; of the second, one bit of its ciphertext is flipped at `brokenAt`. */
async function aReader(brokenAt: number | null = null) {
  const projectId = await aStoredProject(owner);
  const secrets = await Promise.all(
    NAMES.map((name) => aStoredSecret(owner, projectId, { kind: "single", value: name }, name)),
  );
  const secretIds = secrets.map(({ id }) => id);
  if (brokenAt !== null)
    await world.ownerSql`update secret_versions
      set sealed_value = set_byte(sealed_value, ${brokenAt}::int, get_byte(sealed_value, ${brokenAt}::int) # 1)
      where secret_id = ${secretIds[1] ?? ""}`;
  const machine = await aStoredMachine(owner, { projectIds: [projectId], secretIds });
  const rows = () =>
    world.sql`select action, secret_id from audit_events where machine_id = ${machine.id} order by id`;
  return { secretIds, rows, ...watched(aMachineContext(owner, machine)) };
}

/** Says what became of each key; a value that is opened without one fails. */
function watched(request: ReturnType<typeof aMachineContext>) {
  const seen = { unwrapped: 0, refused: 0, opened: 0, wiped: 0 };
  const unwrap: typeof owner.keyring.unwrap = async (...args) => {
    const unwrapped = await owner.keyring.unwrap(...args).catch((error: unknown) => {
      seen.refused += 1;
      throw error;
    });
    seen.unwrapped += 1;
    const open = () => {
      seen.opened += 1;
      return unwrapped.open();
    };
    const discard = () => {
      seen.wiped += 1;
      unwrapped.discard();
    };
    return { open, discard };
  };
  const open = () => Promise.reject(new Error("Not unwrapped ahead"));
  return { seen, ctx: { ...request, keyring: { ...owner.keyring, unwrap, open } } };
}

// The last moment at which nothing is recorded yet, and an earlier one.
const AT_COMMIT =
  "create constraint trigger hold after insert on audit_events deferrable initially deferred for each row";
const AT_INSERT = "create trigger hold before insert on audit_events";
const DISK_FULL = "raise exception 'disk full';";

/** Exports; `meanwhile` runs while the database is held at recording, which it then does, or fails to do. */
async function heldAt(
  moment: string,
  ctx: ReturnType<typeof aMachineContext>,
  meanwhile: () => Promise<void>,
  ending = "",
) {
  await world.ownerSql.unsafe(`create or replace function hold() returns trigger language plpgsql as
    $$ begin perform pg_advisory_xact_lock(7); ${ending} return null; end $$;
    ${moment} execute function hold()`);
  try {
    // In an array, because the export ends only after the transaction that holds it.
    const [exporting] = await world.ownerSql.begin(async (sql) => {
      await sql`select pg_advisory_xact_lock(7)`;
      const settled = Promise.allSettled([exportSecrets(ctx, {})]);
      await meanwhile();
      return [settled];
    });
    return (await exporting)?.[0];
  } finally {
    await world.ownerSql`drop trigger hold on audit_events`;
  }
}

test("while the rows are written every key is unwrapped, and every value waits for the commit", async () => {
  const { ctx, seen, rows } = await aReader();
  const outcome = await heldAt(AT_COMMIT, ctx, async () => {
    await expect.poll(() => seen.unwrapped).toBe(3);
    expect(seen.opened).toBe(0);
    expect(await rows()).toEqual([]);
  });
  expect(outcome).toMatchObject({ status: "fulfilled", value: NAMES.map((value) => ({ value })) });
  expect(seen).toEqual({ unwrapped: 3, refused: 0, opened: 3, wiped: 3 });
});

test.each([
  ["wrapped key", WRAPPED_KEY_AT, { unwrapped: 2, refused: 1, opened: 1, wiped: 2 }],
  ["commitment", COMMITMENT_AT, { unwrapped: 2, refused: 1, opened: 1, wiped: 2 }],
  ["value", VALUE_AT, { unwrapped: 3, refused: 0, opened: 2, wiped: 3 }],
])("a changed %s among several is an alarm after the commit and a 500", async (_, at, expected) => {
  const { ctx, seen, rows, secretIds } = await aReader(at);
  const outcome = await heldAt(AT_COMMIT, ctx, async () => {
    await expect.poll(() => seen.unwrapped + seen.refused).toBe(3);
    expect(await rows()).toEqual([]);
  });
  expect(outcome).toMatchObject({ status: "rejected", reason: { code: "internal", status: 500 } });
  expect((await rows()).map((row) => [row["action"], row["secret_id"]])).toEqual([
    ...secretIds.map((id) => ["secret.read", id]),
    ["secret.integrity_failed", secretIds[1]],
  ]);
  expect(seen).toEqual(expected);
});

test.each([
  ["written", AT_INSERT],
  ["committed", AT_COMMIT],
])(
  "where the rows cannot be %s nothing is opened or recorded, and every key is wiped: 503",
  async (_, moment) => {
    const { ctx, seen, rows } = await aReader(WRAPPED_KEY_AT);
    const unwrapAll = () => expect.poll(() => seen.unwrapped + seen.refused).toBe(3);
    const outcome = await heldAt(moment, ctx, unwrapAll, DISK_FULL);
    expect(outcome).toMatchObject({ status: "rejected", reason: { code: "sealed", status: 503 } });
    expect(await rows()).toEqual([]);
    // A rejection that nobody handled would end the test run here.
    await setImmediate();
    expect(seen).toEqual({ unwrapped: 2, refused: 1, opened: 0, wiped: 2 });
  },
);

test("a request that is refused unwraps nothing", async () => {
  const { ctx, seen } = await aReader();
  const forged = { ...ctx, proof: { ...ctx.proof, timestampSeconds: ctx.proof.timestampSeconds - 400 } };
  await expect(exportSecrets(forged, {})).rejects.toMatchObject({ code: "unauthenticated" });
  await setImmediate();
  expect(seen.unwrapped).toBe(0);
});

test("a key that is still on its way is wiped when it comes, and no other is begun", async () => {
  const { ctx, seen } = await aReader();
  const asked: ((unwrapped: UnwrappedEnvelope) => void)[] = [];
  const unwrap = () => new Promise<UnwrappedEnvelope>((resolve) => asked.push(resolve));
  const ahead = makeUnwrapAhead({ ...ctx, keyring: { ...ctx.keyring, unwrap } });
  const secret = { name: "A", projectId: "proj_a", version: 1, sealedValue: new Uint8Array() };
  ahead.start([
    { ...secret, id: "sk_loaded_later", sealedValue: null },
    { ...secret, id: "sk_first" },
    { ...secret, id: "sk_second" },
  ]);
  await expect.poll(() => asked.length).toBe(1);
  expect(ahead.take("sk_loaded_later")).toBeUndefined();
  expect(ahead.take("sk_second")).toBeUndefined();
  expect(ahead.take("sk_first")).toBeInstanceOf(Promise);
  ahead.discard();
  asked[0]?.({ open: () => Buffer.alloc(0), discard: () => (seen.wiped += 1) });
  await setImmediate();
  expect(seen.wiped).toBe(1);
  expect(asked).toHaveLength(1);
});

import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { aMachineContext, aStoredMachine, aStoredProject, aStoredSecret } from "../testing/a-machine.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { rounds } from "../testing/rounds.ts";
import { exportSecrets } from "./export-secrets.ts";
import { readSecret } from "./read-secret.ts";

const world = await testDatabase({ max: 32 });
const owner = await aUserContext(world);
const projectId = await aStoredProject(owner);
const secret = await aStoredSecret(owner, projectId);
const aReader = () => aStoredMachine(owner, { projectIds: [projectId], secretIds: [secret.id] });

const wins = async (attempts: Promise<unknown>[]) =>
  (await Promise.allSettled(attempts)).filter((result) => result.status === "fulfilled").length;

test("one request sent a hundred times at once is released once, with one row (CON-3)", async () => {
  for (let round = 0; round < rounds.races; round++) {
    const reader = await aReader();
    const request = aMachineContext(owner, reader);
    expect(await wins(Array.from({ length: 100 }, () => readSecret(request, secret.id)))).toBe(1);
    const rows =
      await world.sql`select from audit_events where machine_id = ${reader.id} and action = 'secret.read'`;
    expect(rows).toHaveLength(1);
  }
});

test("after a disable has committed, no read of that machine is decided (INV-23, CON-8)", async () => {
  for (let round = 0; round < rounds.races; round++) {
    const reader = await aReader();
    // Settled from the start: a read that is refused before the disable returns is no stray rejection.
    const reads = Promise.allSettled(
      Array.from({ length: 60 }, () => readSecret(aMachineContext(owner, reader), secret.id)),
    );
    await world.ownerSql`update machines set disabled_at = clock_timestamp() where id = ${reader.id}`;
    const [disabled] = await world.ownerSql`select clock_timestamp()::text as at`;
    await reads;
    const late = await world.sql`select from audit_events
      where machine_id = ${reader.id} and action = 'secret.read' and at > ${disabled?.["at"]}::text::timestamptz`;
    expect(late).toHaveLength(0);
    await expect(readSecret(aMachineContext(owner, reader), secret.id)).rejects.toThrow();
  }
});

test("an export and a single read decide alike, and an export leaves one row for each secret", async () => {
  const secrets = await Promise.all(Array.from({ length: 12 }, () => aStoredSecret(owner, projectId)));
  const reader = await aStoredMachine(owner, {
    projectIds: [projectId],
    secretIds: secrets.map(({ id }) => id),
  });
  const exported = await exportSecrets(aMachineContext(owner, reader), {});
  expect(new Map(exported.map(({ id, value }) => [id, value]))).toEqual(
    new Map(secrets.map(({ id, value }) => [id, value])),
  );
  for (const { id, value } of secrets)
    expect(await readSecret(aMachineContext(owner, reader), id)).toMatchObject({ value });
  const rows = await world.sql`select secret_id, count(*)::int as reads from audit_events
    where machine_id = ${reader.id} and action = 'secret.read' group by secret_id`;
  expect(rows.map((row) => row["reads"])).toEqual(secrets.map(() => 2));
});

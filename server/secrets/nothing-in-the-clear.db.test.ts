import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { createSecretInput } from "#lib/contract/secrets.ts";
import type { UserContext } from "../context.ts";
import { describeError, makeLog } from "../log.ts";
import { readSecret } from "../reads/read-secret.ts";
import { aMachineContext, aStoredMachine } from "../testing/a-machine.ts";
import { aProject } from "../testing/a-project.ts";
import { aSecret, single, structured } from "../testing/a-secret.ts";
import { dumpDatabase } from "../testing/dump-database.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { formsOf } from "../testing/forms-of.ts";
import { compareVersions } from "./compare-versions.ts";
import { deleteSecret } from "./delete-secret.ts";
import { importSecrets } from "./import-secrets.ts";
import { purgeSecret } from "./purge-secret.ts";
import { renameSecret } from "./rename-secret.ts";
import { restoreSecret } from "./restore-secret.ts";
import { revealSecret } from "./reveal-secret.ts";
import { rollbackSecret } from "./rollback-secret.ts";
import { setNote } from "./set-note.ts";
import { writeVersion } from "./write-version.ts";

const world = await testDatabase();
const planted: string[] = [];
const plant = () => {
  const value = `planted-${randomBytes(18).toString("base64url")}`;
  planted.push(value);
  return value;
};

async function live(ctx: UserContext): Promise<void> {
  const projectId = await aProject(ctx);
  const one = await aSecret(ctx, { projectId, content: single(plant()) });
  const fields = await aSecret(ctx, { projectId, content: structured({ a: plant(), b: plant() }) });
  await importSecrets(ctx, { projectId, secrets: [{ name: "IMPORTED", value: plant() }] });
  await writeVersion(ctx, { secretId: one, expectedVersion: 1, content: single(plant()) });
  await compareVersions(ctx, { secretId: one, from: 1, to: 2 });
  await rollbackSecret(ctx, { secretId: one, version: 1, expectedVersion: 2 });
  await revealSecret(ctx, { secretId: one });
  await revealSecret(ctx, { secretId: fields, field: "a" });
  await renameSecret(ctx, { secretId: one, name: "Renamed" });
  await setNote(ctx, { secretId: one, note: "a note" });
  const machine = await aStoredMachine(ctx, { projectIds: [projectId], secretIds: [one] });
  await readSecret(aMachineContext(ctx, machine), one);
  await deleteSecret(ctx, { secretId: fields });
  await restoreSecret(ctx, { secretId: fields });
  await deleteSecret(ctx, { secretId: fields });
  await purgeSecret(ctx, { secretId: fields });
}

/** Every way these verbs fail with a value in hand, as a log would tell it. */
async function failuresOf(ctx: UserContext): Promise<unknown[]> {
  const projectId = await aProject(ctx);
  const secretId = await aSecret(ctx, { projectId, name: "HELD", content: single(plant()) });
  const unrecordable = { ...ctx, requestId: "\0" };
  const settled = await Promise.allSettled([
    aSecret(ctx, { projectId, name: "HELD", content: single(plant()) }),
    aSecret(ctx, { projectId, name: "PATH", content: single(plant()) }),
    aSecret(unrecordable, { projectId, content: single(plant()) }),
    writeVersion(ctx, { secretId, expectedVersion: 7, content: single(plant()) }),
    importSecrets(ctx, { projectId, secrets: [{ name: "HELD", value: plant() }] }),
    importSecrets(unrecordable, { projectId, secrets: [{ name: "NEW", value: plant() }] }),
    createSecretInput.parseAsync({ projectId, name: "A", content: single(`${plant()}\0`) }),
  ]);
  expect(settled.map(({ status }) => status)).toEqual(settled.map(() => "rejected"));
  return settled.flatMap((attempt) => (attempt.status === "rejected" ? [attempt.reason] : []));
}

test("a dump of the whole database and the log hold none of 50 planted values, in no form", async () => {
  const logged: string[] = [];
  const log = makeLog(
    (line) => logged.push(line),
    () => new Date(),
  );
  const ctx = { ...(await aUserContext(world)), log };
  const failures: unknown[] = [];
  while (planted.length < 50) {
    await live(ctx);
    failures.push(...(await failuresOf(ctx)));
  }
  for (const error of failures) log.error("A request failed", { error: describeError(error) });

  const dump = Buffer.concat([await dumpDatabase(world.ownerSql), Buffer.from(logged.join(""))]);
  expect(dump.includes("Renamed")).toBe(true);
  expect(dump.includes("IMPORTED")).toBe(true);
  expect(logged.length).toBeGreaterThan(7);
  const found = planted.filter((value) => formsOf(Buffer.from(value)).some((form) => dump.includes(form)));
  expect(found).toEqual([]);
});

test("the search would have found a value that was left in the clear, as text or as bytes", async () => {
  const [text, bytes] = [plant(), plant()];
  await world.ownerSql`update secrets set note = ${`x${Buffer.from(text).toString("base64")}`} where name = 'Renamed'`;
  await world.ownerSql`update secret_versions set sealed_value = ${Buffer.from(`x${bytes}`)}`;
  const dump = await dumpDatabase(world.ownerSql);
  for (const value of [text, bytes])
    expect(formsOf(Buffer.from(value)).some((form) => dump.includes(form))).toBe(true);
});

import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { REFUSALS_PER_MINUTE } from "../access/refusal-guard.ts";
import { aStoredProject, aStoredSecret } from "../testing/a-machine.ts";
import { aStoredToken } from "../testing/a-token.ts";
import { aContext, aUserContext } from "../testing/fixtures.ts";
import { aKey } from "../testing/test-machine.ts";
import { enrollMachine } from "./enroll-machine.ts";

const world = await testDatabase();
const owner = await aUserContext(world);
const projectId = await aStoredProject(owner);
const { id: secretId } = await aStoredSecret(owner, projectId);
const scope = { projectIds: [projectId], secretIds: [secretId] };
const enroll = (token: string) =>
  enrollMachine(aContext(world), owner.actor.vaultId, {
    token,
    publicKey: aKey().base64,
    hostname: "runner",
  });
const unable = { code: "sealed", status: 503 };

test("a refusal that cannot be recorded is 503, and so is an enrollment", async () => {
  const [dead, live] = [
    await aStoredToken(owner, { ...scope, revokedAt: new Date() }),
    await aStoredToken(owner, scope),
  ];
  await world.ownerSql`alter table audit_events add constraint full_disk check (false) not valid`;
  await expect(enroll(dead.plaintext)).rejects.toMatchObject(unable);
  await expect(enroll(live.plaintext)).rejects.toMatchObject(unable);
  await world.ownerSql`alter table audit_events drop constraint full_disk`;
  await expect(enroll(dead.plaintext)).rejects.toMatchObject({ code: "enrollment_token_revoked" });
});

test("a database that cannot even find the token is 503, never 404", async () => {
  const { plaintext } = await aStoredToken(owner, scope);
  await world.ownerSql`alter table enrollment_tokens rename to away`;
  await expect(enroll(plaintext)).rejects.toMatchObject(unable);
  await world.ownerSql`alter table away rename to enrollment_tokens`;
});

test("whoever keeps a revoked token cannot fill the audit log with it; the answer stays the same", async () => {
  const { id, plaintext } = await aStoredToken(owner, { ...scope, revokedAt: new Date() });
  for (let count = 0; count < REFUSALS_PER_MINUTE + 30; count++)
    await expect(enroll(plaintext)).rejects.toMatchObject({ code: "enrollment_token_revoked" });
  const rows = await world.sql`select from audit_events where token_id = ${id}`;
  expect(rows).toHaveLength(REFUSALS_PER_MINUTE);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { exportSecrets } from "../reads/export-secrets.ts";
import { aMachineContext, aStoredProject, aStoredSecret } from "../testing/a-machine.ts";
import { aStoredToken } from "../testing/a-token.ts";
import { aContext, aUserContext } from "../testing/fixtures.ts";
import { rounds } from "../testing/rounds.ts";
import { aKey } from "../testing/test-machine.ts";
import { enrollMachine } from "./enroll-machine.ts";

const world = await testDatabase();
const owner = await aUserContext(world);
const { vaultId } = owner.actor;
const projectIds = await Promise.all([1, 2, 3].map(() => aStoredProject(owner)));
const secrets = await Promise.all(
  projectIds.flatMap((projectId) => [1, 2].map(() => aStoredSecret(owner, projectId))),
);

const DAY = 86_400;
const policies = fc.record({
  projectIds: fc.subarray(projectIds, { minLength: 1 }),
  secretIds: fc.subarray(
    secrets.map(({ id }) => id),
    { minLength: 1 },
  ),
  machineLifetimeSeconds: fc.oneof(fc.constantFrom(60, 3600, DAY), fc.integer({ min: 60, max: 30 * DAY })),
  maxUses: fc.integer({ min: 1, max: 3 }),
});

test("an enrolled machine holds exactly its token's projects and grants, and ends when the token says (INV-09)", async () => {
  await fc.assert(
    fc.asyncProperty(policies, async (policy) => {
      const token = await aStoredToken(owner, policy);
      const answers = await Promise.allSettled(
        Array.from({ length: 4 }, async () => {
          const key = aKey();
          const body = { token: token.plaintext, publicKey: key.base64, hostname: "runner" };
          return { key, ...(await enrollMachine(aContext(world), vaultId, body)) };
        }),
      );
      const made = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
      expect(made).toHaveLength(policy.maxUses);
      for (const { machineId, machineName, expiresAt, key } of made) {
        const [row] = await world.ownerSql<
          { links: string[]; granted: string[]; seconds: number; ends: number }[]
        >`
          select array(select project_id from machine_projects where machine_id = m.id) as links,
            array(select secret_id from grants where machine_id = m.id) as granted,
            extract(epoch from m.expires_at - clock_timestamp())::float8 as seconds,
            extract(epoch from m.expires_at)::float8 * 1000 as ends
          from machines m where id = ${machineId} and enrollment_token_id = ${token.id} and approved_at is not null`;
        expect(row?.links.toSorted()).toEqual(policy.projectIds.toSorted());
        expect(row?.granted.toSorted()).toEqual(policy.secretIds.toSorted());
        expect(row?.seconds).toBeLessThanOrEqual(policy.machineLifetimeSeconds);
        expect(row?.seconds).toBeGreaterThan(policy.machineLifetimeSeconds - 60);
        expect(Math.abs((row?.ends ?? 0) - expiresAt)).toBeLessThan(1);
        const machine = { id: machineId, name: machineName, vaultId, key };
        const readable = secrets.filter(
          ({ id, projectId }) => policy.secretIds.includes(id) && policy.projectIds.includes(projectId),
        );
        const exported = await exportSecrets(aMachineContext(owner, machine), {});
        expect(exported.map(({ id }) => id).toSorted()).toEqual(readable.map(({ id }) => id).toSorted());
      }
    }),
    { numRuns: Math.ceil(rounds.cases / 100) },
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { variableSizeProblem } from "#lib/cli/exec-limits.ts";
import { AppError } from "#lib/errors.ts";
import { expandSecrets } from "#lib/sdk/expand-secrets.ts";
import { exportSecrets } from "../reads/export-secrets.ts";
import { aMachineContext, aStoredProject, aStoredSecret } from "../testing/a-machine.ts";
import { aStoredToken } from "../testing/a-token.ts";
import { aContext, aUserContext } from "../testing/fixtures.ts";
import { rounds } from "../testing/rounds.ts";
import { aKey } from "../testing/test-machine.ts";
import { enrollMachine } from "./enroll-machine.ts";
import { rehearseEnrollment } from "./rehearse-enrollment.ts";
import { aRelease } from "./testing/rehearsals.ts";

const world = await testDatabase();
const owner = await aUserContext(world);
const { vaultId } = owner.actor;
const projectIds = [await aStoredProject(owner, "A"), await aStoredProject(owner, "B")] as const;

// What a server of ours would not save, and an older one might have: the rehearsal must say what the client will do with it.
const NAMES = ["API_KEY", "api-key", "PLAIN", "LD_PRELOAD", "1ST", "LARGE", "Trash"];
const stored = await Promise.all(
  NAMES.flatMap((name) =>
    projectIds.map((projectId) => {
      const value = name === "LARGE" ? "x".repeat(131_072) : "v";
      return aStoredSecret(owner, projectId, { kind: "single", value }, name);
    }),
  ),
);
await world.ownerSql`update secrets set deleted_at = now() where name = 'Trash'`;

const tokens = fc.record({
  projectIds: fc.subarray([...projectIds], { minLength: 1 }),
  secretIds: fc.subarray(
    stored.map(({ id }) => id),
    { minLength: 1 },
  ),
  sourceCidr: fc.constantFrom(null, null, "10.0.0.0/8", "192.168.0.0/16"),
  hostnamePattern: fc.constantFrom(null, null, "runner-*", "prod-*"),
  namePattern: fc.constantFrom(null, null, "ci-{uuid8}", "prod-*"),
  revokedAt: fc.constantFrom(null, null, null, new Date()),
  expiresAt: fc.constantFrom(
    new Date(Date.now() + 3_600_000),
    new Date(Date.now() + 3_600_000),
    new Date(Date.now() - 1),
  ),
  uses: fc.constantFrom(0, 0, 9, 10),
});
const asked = fc.constantFrom(undefined, "prod-1", "dev-1");

const codeOf = (error: unknown) => (error instanceof AppError ? error.code : String(error));

test("a rehearsal decides as the enrollment after it, and says of each secret what the client then does", async () => {
  await fc.assert(
    fc.asyncProperty(tokens, asked, async (columns, name) => {
      const token = await aStoredToken(owner, columns);
      const ctx = { ...aContext(world), sourceIp: "10.1.2.3" };
      const input = { token: token.plaintext, hostname: "runner-7", ...(name === undefined ? {} : { name }) };
      const told = await rehearseEnrollment(ctx, vaultId, input, aRelease).catch(codeOf);
      const key = aKey();
      const made = await enrollMachine(ctx, vaultId, { ...input, publicKey: key.base64 }).catch(codeOf);
      if (typeof made === "string") {
        expect(told).toBe(made);
        return;
      }
      if (typeof told === "string") throw new Error(`refused with ${told}, and yet it enrolled`);
      expect(told.token.usesLeft).toBe(10 - columns.uses);
      const machine = { id: made.machineId, name: made.machineName, vaultId, key };
      const exported = (await exportSecrets(aMachineContext(owner, machine), {})).map((secret) => ({
        ...secret,
        fieldNames: null,
      }));
      const present = told.secrets.filter(({ delivery }) => !["deleted", "not_linked"].includes(delivery));
      expect(present.map((secret) => secret.name).sort()).toEqual(
        exported.map((secret) => secret.name).sort(),
      );
      const badNames = present.filter(({ delivery }) => /^(name|collision)/.test(delivery));
      const expand = () => expandSecrets(exported);
      if (badNames.length > 0) expect(expand).toThrow("cannot become variables");
      else
        for (const variable of expand()) {
          const isTooLarge = variableSizeProblem(variable, "linux") !== null;
          const delivery = present.find(({ variables }) => variables.includes(variable.name))?.delivery;
          expect(delivery).toBe(isTooLarge ? "too_large" : "arrives");
        }
    }),
    { numRuns: Math.ceil(rounds.cases / 50) },
  );
});

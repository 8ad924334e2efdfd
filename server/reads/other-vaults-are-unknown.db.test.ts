import fc from "fast-check";
import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import type { MachineContext } from "../access/machine-context.ts";
import { enrollMachine } from "../enrollment/enroll-machine.ts";
import { aScope, aStoredToken } from "../testing/a-token.ts";
import { aContext, aUserContext } from "../testing/fixtures.ts";
import { rounds } from "../testing/rounds.ts";
import { aKey } from "../testing/test-machine.ts";
import { MAX, type World, worlds } from "../testing/worlds/world.ts";
import { worldPlane } from "../testing/worlds/world-plane.ts";
import { exportSecrets } from "./export-secrets.ts";
import { listReadableSecrets } from "./list-readable-secrets.ts";
import { pollSecrets } from "./poll-secrets.ts";
import { readSecret } from "./read-secret.ts";
import { verifyAccess } from "./verify-access.ts";

const database = await testDatabase();
const plane = await worldPlane(database);

const OF_SECRETS = {
  read: (ctx, id) => readSecret(ctx, id),
  poll: (ctx, id) => pollSecrets(ctx, { watch: [id] }),
} satisfies Doors;
const OF_PROJECTS = {
  export: (ctx, projectId) => exportSecrets(ctx, { projectId }),
  list: (ctx, projectId) => listReadableSecrets(ctx, projectId),
  verify: (ctx, projectId) => verifyAccess(ctx, projectId),
} satisfies Doors;
type Doors = Readonly<Record<string, (ctx: MachineContext, id: string) => Promise<unknown>>>;

/** Everything an answer and its row say, with the id that was asked for left out. */
async function seen(requestId: string, id: string, work: Promise<unknown>): Promise<string> {
  const answer = await work.catch((error: unknown) =>
    error instanceof AppError
      ? { status: error.status, code: error.code, message: error.message }
      : String(error),
  );
  const rows = await database.sql`
    select action, outcome, reason, target_kind, target_id, target_label, project_id, secret_id, version
    from audit_events where request_id = ${requestId} order by id`;
  return JSON.stringify({ answer, rows }).replaceAll(id, "the id");
}

/** A machine that any vault would let in, with every right, also those that no dialog would give it. */
const unbound = (world: World): World => ({
  ...world,
  machines: world.machines.map((machine) => ({
    ...{ ...machine, approvedAt: 0, disabledAt: null, expiresAt: null, sourceCidrs: null, hours: null },
    linked: world.projects.map((_, project) => project),
    granted: world.secrets.map((_, secret) => secret),
  })),
});

test("an id of another vault is answered and recorded like one that nobody has (INV-04)", async () => {
  let [asked, released] = [0, 0];
  const world = fc.tuple(worlds, fc.nat(MAX.machines - 1));
  await fc.assert(
    fc.asyncProperty(world, async ([drawn, machine]) => {
      const world = unbound({ ...drawn, forgottenUntil: 0 });
      const stored = await plane.store(world);
      const { vault } = world.machines[machine] ?? {};
      const way = { machine, secret: null, signer: machine, isFirstUse: true, isSourceCertain: true };
      const timestampSeconds = Math.round(world.now / 1000);
      const ask = async (door: Doors[string], id: string) => {
        const request = { ...way, timestampSeconds, sourceIp: "192.0.2.7" };
        const ctx = await plane.contextOf(world, stored, request);
        return seen(ctx.requestId, id, door(ctx, id));
      };
      const isMine = (project: number) => world.projects[project]?.vault === vault;
      const compare = async (door: Doors[string], id: string, isOwn: boolean, nobodys: string) => {
        const [answer, unknown] = [await ask(door, id), await ask(door, nobodys)];
        asked += Number(!isOwn);
        released += Number(isOwn && answer !== unknown);
        if (!isOwn) expect(answer).toBe(unknown);
      };
      for (const door of Object.values(OF_SECRETS))
        for (const [at, { project }] of world.secrets.entries())
          await compare(door, stored.secrets[at]?.id ?? "", isMine(project), newId("sk"));
      for (const door of Object.values(OF_PROJECTS))
        for (const [project, id] of stored.projects.entries())
          await compare(door, id, isMine(project), newId("proj"));
    }),
    { numRuns: Math.ceil(rounds.cases / 100) },
  );
  expect(asked).toBeGreaterThan(20);
  expect(released).toBeGreaterThan(20);
});

test("a token at another vault's address is a token that nobody made (INV-04)", async () => {
  // Of their own: the vaults above are as full as they may be after many worlds.
  const [mine, other] = [await aUserContext(database), await aUserContext(database)];
  await plane.clock.set(Date.now());
  const { plaintext } = await aStoredToken(mine, await aScope(mine));
  const enroll = (vaultId: string, token: string) => {
    const body = { token, publicKey: aKey().base64, hostname: "runner" };
    const requestId = newId("usr");
    return seen(requestId, vaultId, enrollMachine({ ...aContext(database), requestId }, vaultId, body));
  };
  const foreign = await enroll(other.actor.vaultId, plaintext);
  expect(foreign).toContain("enrollment_token_unknown");
  expect(foreign).toBe(await enroll(newId("vault"), plaintext));
  expect(foreign).toBe(await enroll(other.actor.vaultId, `ske_${"a".repeat(plaintext.length - 4)}`));
  expect(await enroll(mine.actor.vaultId, plaintext)).toContain("machineId");
});

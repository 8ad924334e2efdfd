import { randomBytes } from "node:crypto";
import { grants, machineProjects, machines, nonceWatermark } from "#db/schema/machines.ts";
import { projects } from "#db/schema/projects.ts";
import { secrets, secretVersions } from "#db/schema/secrets.ts";
import type { TestDatabase } from "#db/testing/test-database.ts";
import { newId, newMachineId } from "#lib/ids.ts";
import type { UserContext } from "#server/context.ts";
import { aKey, type TestKey } from "../test-machine.ts";
import type { FrozenClock } from "./frozen-clock.ts";
import type { World } from "./world.ts";

export type StoredWorld = {
  readonly projects: readonly string[];
  readonly secrets: readonly { readonly id: string; readonly value: string }[];
  readonly machines: readonly { readonly id: string; readonly key: TestKey }[];
};

type Place = {
  readonly database: TestDatabase;
  readonly clock: FrozenClock;
  readonly owners: readonly UserContext[];
};

const instant = (milliseconds: number | null) => (milliseconds === null ? null : new Date(milliseconds));
const at = <T>(list: readonly T[], place: number): T => {
  const found = list[place];
  if (found === undefined) throw new Error("a world names only what it has");
  return found;
};

/** Puts a world into the database, rights across vaults among them, and sets its clock. `owners` are its vaults. */
export async function storeWorld({ database, clock, owners }: Place, world: World): Promise<StoredWorld> {
  const { db } = database;
  await clock.set(world.now);
  await db.update(nonceWatermark).set({ refusedBefore: new Date(world.forgottenUntil) });
  const ownerOf = (project: number) => at(owners, at(world.projects, project).vault);
  const madeProjects = world.projects.map(() => newId("proj"));
  const madeSecrets = world.secrets.map(() => ({ id: newId("sk"), value: randomBytes(8).toString("hex") }));
  const madeMachines = world.machines.map(() => ({ id: newMachineId(), key: aKey() }));
  const sealed = await Promise.all(
    world.secrets.map(({ project }, secret) => {
      const { db, keyring, actor } = ownerOf(project);
      const { id, value } = at(madeSecrets, secret);
      const place = { purpose: "secret", vaultId: actor.vaultId, objectId: id, version: 1 } as const;
      return keyring.seal(db, place, Buffer.from(value));
    }),
  );
  const isHeld = <T>(rows: readonly T[]) => rows.length > 0;
  await db.insert(projects).values(
    madeProjects.map((id, project) => ({
      ...{ id, vaultId: ownerOf(project).actor.vaultId, name: id, description: "" },
    })),
  );
  await db.insert(secrets).values(
    world.secrets.map(({ project, deletedAt }, secret) => {
      const { vaultId, userId } = ownerOf(project).actor;
      const { id } = at(madeSecrets, secret);
      return {
        ...{ id, vaultId, projectId: at(madeProjects, project), name: id, note: "", kind: "single" as const },
        ...{ fieldNames: null, currentVersion: 1, createdBy: userId, deletedAt: instant(deletedAt) },
      };
    }),
  );
  await db.insert(secretVersions).values(
    sealed.map((sealedValue, secret) => {
      const { id, value } = at(madeSecrets, secret);
      return { secretId: id, version: 1, sealedValue, sizeBytes: value.length, createdBy: "test" };
    }),
  );
  await db.insert(machines).values(
    world.machines.map((machine, place) => {
      const { id, key } = at(madeMachines, place);
      const { sourceCidrs, hours } = machine;
      return {
        ...{ id, vaultId: at(owners, machine.vault).actor.vaultId, name: id, kind: "long_lived" as const },
        ...{
          publicKey: key.raw,
          hostname: "host",
          sourceIp: "192.0.2.9",
          guardrails: { sourceCidrs, hours },
        },
        approvedAt: instant(machine.approvedAt),
        disabledAt: instant(machine.disabledAt),
        expiresAt: instant(machine.expiresAt),
      };
    }),
  );
  const links = world.machines.flatMap(({ linked }, machine) =>
    linked.map((project) => ({
      machineId: at(madeMachines, machine).id,
      projectId: at(madeProjects, project),
    })),
  );
  const given = world.machines.flatMap(({ granted }, machine) =>
    granted.map((secret) => ({
      machineId: at(madeMachines, machine).id,
      secretId: at(madeSecrets, secret).id,
    })),
  );
  if (isHeld(links)) await db.insert(machineProjects).values(links);
  if (isHeld(given)) await db.insert(grants).values(given);
  return { projects: madeProjects, secrets: madeSecrets, machines: madeMachines };
}

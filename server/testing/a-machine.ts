import { randomBytes } from "node:crypto";
import { grants, machineProjects, machines, publicKeys } from "#db/schema/machines.ts";
import { projects } from "#db/schema/projects.ts";
import { secrets, secretVersions } from "#db/schema/secrets.ts";
import type { Guardrails } from "#lib/contract/guardrails.ts";
import type { MachineKind } from "#lib/contract/machines.ts";
import { fieldNamesOf, type SecretContent } from "#lib/contract/secrets.ts";
import { newId, newMachineId } from "#lib/ids.ts";
import { contentToValue } from "#lib/protocol/secret-value.ts";
import type { MachineContext, ReadQueue } from "../access/machine-context.ts";
import { makeRequestMeter } from "../access/request-meter.ts";
import type { UserContext } from "../context.ts";
import { makeReadQueue } from "../reads/make-read-queue.ts";
import { aKey, type TestKey } from "./test-machine.ts";

export type StoredSecret = {
  readonly id: string;
  readonly name: string;
  readonly projectId: string;
  readonly value: string;
};

/** Rows as the people's side leaves them, made directly so that reads are tested without it. */
export async function aStoredProject(
  ctx: UserContext,
  name = `Project ${randomBytes(4).toString("hex")}`,
): Promise<string> {
  const id = newId("proj");
  await ctx.db.insert(projects).values({ id, vaultId: ctx.actor.vaultId, name, description: "" });
  return id;
}

export async function aStoredSecret(
  ctx: UserContext,
  projectId: string,
  content: SecretContent = { kind: "single", value: randomBytes(12).toString("hex") },
  name = `SECRET_${randomBytes(4).toString("hex").toUpperCase()}`,
): Promise<StoredSecret> {
  const { vaultId, userId } = ctx.actor;
  const id = newId("sk");
  const value = contentToValue(content);
  const fieldNames = fieldNamesOf(content);
  const plaintext = Buffer.from(value);
  const sealedValue = await ctx.keyring.seal(
    ctx.db,
    { purpose: "secret", vaultId, objectId: id, version: 1 },
    plaintext,
  );
  const kind = content.kind;
  await ctx.db.insert(secrets).values({
    id,
    vaultId,
    projectId,
    name,
    note: "",
    kind,
    fieldNames,
    currentVersion: 1,
    createdBy: userId,
  });
  await ctx.db.insert(secretVersions).values({
    secretId: id,
    version: 1,
    sealedValue,
    sizeBytes: plaintext.length,
    fieldNames,
    createdBy: userId,
  });
  return { id, name, projectId, value };
}

export type StoredMachine = {
  readonly id: string;
  readonly name: string;
  readonly vaultId: string;
  readonly key: TestKey;
};

type MachineOptions = {
  readonly projectIds?: readonly string[];
  readonly secretIds?: readonly string[];
  readonly isApproved?: boolean;
  readonly expiresAt?: Date | null;
  readonly disabledAt?: Date;
  readonly kind?: MachineKind;
  readonly guardrails?: Guardrails;
  readonly hostname?: string;
  readonly bootstrapTokenId?: string;
  readonly replacesMachineId?: string;
};

export async function aStoredMachine(ctx: UserContext, options: MachineOptions = {}): Promise<StoredMachine> {
  const [id, key, { vaultId }] = [newMachineId(), aKey(), ctx.actor];
  const name = `machine-${id.slice(0, 8)}`;
  await ctx.db.insert(machines).values({
    id,
    vaultId,
    name,
    kind: options.kind ?? "ephemeral",
    publicKey: key.raw,
    hostname: options.hostname ?? "runner",
    sourceIp: "192.0.2.9",
    approvedAt: options.isApproved === false ? null : new Date(Date.now() - 60_000),
    disabledAt: options.disabledAt ?? null,
    expiresAt: options.expiresAt === undefined ? new Date(Date.now() + 3_600_000) : options.expiresAt,
    guardrails: options.guardrails ?? null,
    bootstrapTokenId: options.bootstrapTokenId ?? null,
    replacesMachineId: options.replacesMachineId ?? null,
  });
  await ctx.db.insert(publicKeys).values({ publicKey: key.raw, machineId: id });
  const links = (options.projectIds ?? []).map((projectId) => ({ machineId: id, projectId }));
  if (links.length > 0) await ctx.db.insert(machineProjects).values(links);
  const granted = (options.secretIds ?? []).map((secretId) => ({ machineId: id, secretId }));
  if (granted.length > 0) await ctx.db.insert(grants).values(granted);
  return { id, name, vaultId, key };
}

const unlimited = makeRequestMeter(1_000_000);

// One queue for each pool, as in a server.
const readQueues = new WeakMap<object, ReadQueue>();

function readQueueOf({ db }: UserContext): ReadQueue {
  const known = readQueues.get(db) ?? makeReadQueue(db.$client);
  readQueues.set(db, known);
  return known;
}

/** A request of the machine whose signature has been verified; each call is another request. */
export function aMachineContext(ctx: UserContext, machine: StoredMachine): MachineContext {
  return {
    ...ctx,
    actor: {
      kind: "machine",
      machineId: machine.id,
      name: machine.name,
      vaultId: machine.vaultId,
      tokenId: null,
    },
    requestId: `req-${randomBytes(4).toString("hex")}`,
    proof: {
      timestampSeconds: Math.floor(Date.now() / 1000),
      nonce: randomBytes(16).toString("base64"),
      publicKeyHex: machine.key.raw.toString("hex"),
    },
    meter: unlimited,
    readQueue: readQueueOf(ctx),
  };
}

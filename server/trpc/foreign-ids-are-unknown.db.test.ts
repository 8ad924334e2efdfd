import { randomUUID } from "node:crypto";
import { TRPCError } from "@trpc/server";
import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { newId, newMachineId } from "#lib/ids.ts";
import type { UserContext } from "../context.ts";
import { deleteSecret } from "../secrets/delete-secret.ts";
import { aBootstrapToken } from "../testing/a-bootstrap-token.ts";
import { aClaim } from "../testing/a-claim.ts";
import { aStoredMachine } from "../testing/a-machine.ts";
import { aPendingMachine } from "../testing/a-pending-machine.ts";
import { aStoredSession } from "../testing/a-person.ts";
import { aSecret } from "../testing/a-secret.ts";
import { aScope, aStoredToken } from "../testing/a-token.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { publicError } from "./public-error.ts";
import { appRouter, createCaller } from "./router.ts";

const world = await testDatabase();
const [owner, stranger] = await Promise.all([aUserContext(world), aUserContext(world)]);
const caller = createCaller(owner);

const KINDS = [
  "project",
  "secret",
  "trashed",
  "machine",
  "pending",
  "token",
  "bootstrap",
  "claim",
  "session",
] as const;
type Ids = Readonly<Record<(typeof KINDS)[number], string>>;

/** One of each kind, in the vault of this person. */
async function oneOfEach(ctx: UserContext): Promise<Ids> {
  const scope = await aScope(ctx);
  const session = randomUUID();
  await aStoredSession(world, ctx.actor.userId, { id: session });
  const trashed = await aSecret(ctx, { projectId: scope.projectIds[0] ?? "" });
  await deleteSecret(ctx, { secretId: trashed });
  return {
    project: scope.projectIds[0] ?? "",
    secret: scope.secretIds[0] ?? "",
    machine: (await aStoredMachine(ctx, { ...scope, kind: "long_lived", expiresAt: null })).id,
    token: (await aStoredToken(ctx, scope)).id,
    bootstrap: (await aBootstrapToken(ctx)).id,
    claim: (await aClaim(ctx)).id,
    ...{ trashed, session, pending: (await aPendingMachine(ctx)).id },
  };
}

const nobodys: Ids = {
  project: newId("proj"),
  secret: newId("sk"),
  machine: newMachineId(),
  token: newId("etok"),
  bootstrap: newId("btok"),
  claim: newId("clm"),
  session: randomUUID(),
  trashed: newId("sk"),
  pending: newMachineId(),
};

const content = { kind: "single", value: "mine" };
const machine = ({ machine }: Ids) => ({ machineId: machine });
const secret = ({ secret }: Ids) => ({ secretId: secret });
const project = ({ project }: Ids) => ({ projectId: project });
const token = ({ token }: Ids) => ({ tokenId: token });
const bootstrap = ({ bootstrap }: Ids) => ({ bootstrapTokenId: bootstrap });
const claim = ({ claim }: Ids) => ({ claimId: claim });
const filters = [machine, secret, project, token, ({ machine }: Ids) => ({ actorId: machine })];

/** Every procedure that takes an id, with inputs that would do something if the ids were one's own. */
const WITH_IDS: Readonly<Record<string, readonly ((ids: Ids) => object)[]>> = {
  "account.revokeSession": [({ session }) => ({ sessionId: session })],
  "audit.list": filters,
  "bootstrapTokens.revoke": [bootstrap],
  "bootstrapTokens.status": [bootstrap],
  "bundles.provision": [(ids) => ({ ...project(ids), secretIds: [ids.secret] })],
  "claims.create": [(ids) => ({ ...project(ids), secretIds: [ids.secret], claimLifetimeSeconds: 900 })],
  "claims.revoke": [claim],
  "claims.status": [claim],
  "machines.approve": [({ pending }) => ({ machineId: pending })],
  "machines.attachProject": [(ids) => ({ ...machine(ids), ...project(ids) })],
  "machines.delete": [machine],
  "machines.deny": [({ pending }) => ({ machineId: pending })],
  "machines.detachProject": [(ids) => ({ ...machine(ids), ...project(ids) })],
  "machines.disable": [machine],
  "machines.enable": [machine],
  "machines.extend": [(ids) => ({ ...machine(ids), seconds: 3600, reason: "because" })],
  "machines.get": [machine],
  "machines.grantOptions": [machine],
  "machines.impact": [machine],
  "machines.rename": [(ids) => ({ ...machine(ids), name: "mine" })],
  "machines.revokeAccess": [machine],
  "machines.setGrants": [(ids) => ({ ...machine(ids), ...project(ids), secretIds: [ids.secret] })],
  "machines.setGuardrails": [(ids) => ({ ...machine(ids), guardrails: { sourceCidrs: ["10.0.0.0/8"] } })],
  "machines.undoExtension": [machine],
  "projects.delete": [(ids) => ({ ...project(ids), confirmName: "x" })],
  "projects.deletion": [project],
  "projects.get": [project],
  "projects.update": [(ids) => ({ ...project(ids), name: "Mine", description: "" })],
  "secrets.compareVersions": [(ids) => ({ ...secret(ids), from: 1, to: 2 })],
  "secrets.create": [(ids) => ({ ...project(ids), name: "MINE", content })],
  "secrets.delete": [secret],
  "secrets.get": [secret],
  "secrets.import": [(ids) => ({ ...project(ids), secrets: [{ name: "MINE", value: "x" }] })],
  "secrets.list": [project],
  "secrets.purge": [({ trashed }) => ({ secretId: trashed })],
  "secrets.rename": [(ids) => ({ ...secret(ids), name: "MINE" })],
  "secrets.restore": [({ trashed }) => ({ secretId: trashed })],
  "secrets.reveal": [secret],
  "secrets.rollback": [(ids) => ({ ...secret(ids), version: 1, expectedVersion: 1 })],
  "secrets.setNote": [(ids) => ({ ...secret(ids), note: "mine" })],
  "secrets.trash": [project],
  "secrets.writeVersion": [(ids) => ({ ...secret(ids), expectedVersion: 1, content })],
  "tokens.create": [
    (ids) => ({
      ...{ name: "mine", projectIds: [ids.project], secretIds: [ids.secret] },
      ...{ tokenLifetimeSeconds: 3600, machineLifetimeSeconds: 3600, maxUses: 1 },
    }),
  ],
  "tokens.activity": [token],
  "tokens.get": [token],
  "tokens.rotate": [(ids) => ({ ...token(ids), overlapSeconds: 0 })],
  "tokens.revoke": [(ids) => ({ ...token(ids), disableMachines: true })],
};

const WITHOUT_IDS = [
  ...[
    "account.changePassword",
    "account.me",
    "account.revokeOtherSessions",
    "account.sessions",
    "audit.options",
  ],
  ...[
    "bootstrapTokens.create",
    "bootstrapTokens.list",
    "claims.list",
    "docs.site",
    "integrations.site",
    "machines.list",
    "overview.get",
  ],
  ...[
    "projects.create",
    "projects.list",
    "setup.createOwner",
    "setup.status",
    "tokens.list",
    "tokens.options",
  ],
  "tokens.verify",
  "vault.setMachineQuota",
  "vault.settings",
];

/** What a person sees of a call, with the ids that were sent left out. */
async function seen(name: string, input: object, ids: Ids): Promise<string> {
  const [noun = "", verb = ""] = name.split(".");
  const procedure: unknown = Reflect.get(Reflect.get(caller, noun), verb);
  if (typeof procedure !== "function") throw new Error(`${name} is not a procedure`);
  const answer: unknown = await procedure(input).catch((error: unknown) =>
    error instanceof TRPCError ? publicError(error) : String(error),
  );
  return Object.values(ids).reduce((text, id) => text.replaceAll(id, "an id"), JSON.stringify(answer));
}

test("every procedure is known to take an id or to take none (INV-04)", () => {
  const known = [...Object.keys(WITH_IDS), ...WITHOUT_IDS];
  expect(Object.keys(appRouter._def.procedures).toSorted()).toEqual(known.toSorted());
});

// Anything else would be an input that no vault takes, which shows nothing.
const SAID = /^\{"code":"not_found"|^\{"events":\[\]|"message":"A chosen (secret|project) /;

const rows = async () => {
  const [row] = await world.ownerSql`select count(*)::int as count from audit_events`;
  return row?.["count"];
};

test.each(Object.entries(WITH_IDS))(
  "%s answers an id of another vault like one that nobody has (INV-04)",
  async (name, inputs) => {
    const [mine, theirs] = await Promise.all([oneOfEach(owner), oneOfEach(stranger)]);
    const before = await rows();
    let replaced = 0;
    for (const kind of KINDS)
      for (const input of inputs) {
        const [foreign, unknown] = [
          { ...mine, [kind]: theirs[kind] },
          { ...mine, [kind]: nobodys[kind] },
        ];
        if (JSON.stringify(input(foreign)) === JSON.stringify(input(mine))) continue;
        const answer = await seen(name, input(foreign), foreign);
        expect(answer, kind).toBe(await seen(name, input(unknown), unknown));
        expect(answer, kind).toMatch(SAID);
        replaced += 1;
      }
    expect(replaced).toBeGreaterThan(0);
    expect(await rows(), "nothing was done, so nothing was recorded").toBe(before);
  },
);

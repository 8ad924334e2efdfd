import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { auditEvents } from "../schema/audit-events.ts";
import { testDatabase } from "../testing/test-database.ts";
import { insertEvents, type NewEvent } from "./audit-events.ts";

const { db } = await testDatabase();

// Few words, so that many rows agree on many fields; and what JSON and SQL could take for something else.
const word = fc.constantFrom("a", "b", "null", "", '"', "\\", "{}", "'; --", "é\u2028😀");
const maybe = fc.constantFrom(null, "a", "null", '"');
const OPTIONAL = {
  vaultId: maybe,
  reason: fc.constantFrom(null, "nonce_replayed" as const),
  actorId: maybe,
  targetKind: fc.constantFrom(null, "secret" as const),
  targetId: maybe,
  targetLabel: maybe,
  projectId: maybe,
  secretId: maybe,
  machineId: maybe,
  tokenId: maybe,
  version: fc.constantFrom(null, 0, 1, 2_147_483_647),
  sourceIp: maybe,
  userAgent: maybe,
};
const REQUIRED = {
  action: fc.constantFrom("secret.read" as const, "secret.read_denied" as const),
  outcome: fc.constantFrom("allowed" as const, "denied" as const),
  actorKind: fc.constant("machine" as const),
  actorLabel: word,
};
const someEvent = fc.record(
  { ...REQUIRED, ...OPTIONAL },
  { requiredKeys: ["action", "outcome", "actorKind", "actorLabel"] },
);
const NULLS = Object.fromEntries(Object.keys(OPTIONAL).map((field) => [field, null]));
// Many rows of three kinds: neighbours may differ in nothing at all, and the first difference may be in the last row.
const someEvents = fc
  .tuple(fc.tuple(someEvent, someEvent, someEvent), fc.array(fc.nat(2), { minLength: 1, maxLength: 60 }))
  .map(([kinds, rows]) => rows.flatMap((kind) => kinds[kind] ?? []));

async function expectStored(
  events: readonly Omit<NewEvent, "requestId">[],
  isOneRequest: boolean,
): Promise<void> {
  const requestId = randomUUID();
  const given = events.map((event, at) => ({
    ...event,
    requestId: isOneRequest ? requestId : `${requestId} ${at}`,
  }));
  await insertEvents(db, given);
  const found = await db
    .select()
    .from(auditEvents)
    .where(sql`starts_with(request_id, ${requestId})`)
    .orderBy(auditEvents.id);
  const expected = given.map((event) => ({ ...NULLS, ...event }));
  expect(found.map(({ id: _, at: __, ...event }) => event)).toEqual(expected);
}

test("rows are stored as they were given and in their order, however much they share", () =>
  fc.assert(fc.asyncProperty(someEvents, fc.boolean(), expectStored)));

test.each([14, 15, 16, 59])("after %i alike rows, another one keeps what is its own", async (alike) => {
  const one = { action: "secret.read", outcome: "allowed", actorKind: "machine", actorLabel: "a" } as const;
  const [mine, other] = [
    { ...one, vaultId: "vault_mine", version: 1, reason: null },
    { ...one, vaultId: "vault_other", version: null, actorLabel: "b" },
  ];
  await expectStored([...Array.from({ length: alike }, () => mine), other], true);
});

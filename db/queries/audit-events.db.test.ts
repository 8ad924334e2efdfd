import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { auditEvents } from "../schema/audit-events.ts";
import { testDatabase } from "../testing/test-database.ts";
import { insertEvents } from "./audit-events.ts";

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
// One to three kinds of row in turns: neighbours may differ in nothing at all.
const someEvents = fc
  .tuple(fc.array(someEvent, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 60 }))
  .map(([kinds, count]) => Array.from({ length: count }, (_, at) => kinds[at % kinds.length]));

test("rows are stored as they were given and in their order, however much they share", async () => {
  await fc.assert(
    fc.asyncProperty(someEvents, fc.boolean(), async (events, isOneRequest) => {
      const requestId = randomUUID();
      const given = events.flatMap((event, at) =>
        event === undefined ? [] : [{ ...event, requestId: isOneRequest ? requestId : `${requestId} ${at}` }],
      );
      await insertEvents(db, given);
      const found = await db
        .select()
        .from(auditEvents)
        .where(sql`starts_with(request_id, ${requestId})`)
        .orderBy(auditEvents.id);
      const expected = given.map((event) => ({ ...NULLS, ...event }));
      expect(found.map(({ id: _, at: __, ...event }) => event)).toEqual(expected);
    }),
  );
});

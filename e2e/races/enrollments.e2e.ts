import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requestText } from "#e2e/raw-signed.ts";
import { newKey } from "#e2e/register-machine.ts";
import { isDeep, rounds } from "#server/testing/rounds.ts";
import { race, tally } from "./race-sockets.ts";
import { type TwoProcesses, twoProcesses } from "./two-processes.ts";

// Each costs a key, and most of them a transaction that is rolled back.
const ENROLLMENTS = isDeep ? 500 : 70;

let two: TwoProcesses;
beforeAll(async () => {
  two = await twoProcesses();
});
afterAll(() => two?.stop());

async function leftBy(tokenId: string) {
  const [row] = await two.database.run(
    `with made as (select id from machines where enrollment_token_id = $1)
     select (select uses from enrollment_tokens where id = $1) as uses,
       (select count(*)::int from made) as machines,
       (select count(*)::int from public_keys where machine_id in (select id from made)) as keys,
       (select count(*)::int from machine_projects where machine_id in (select id from made)) as links,
       (select count(*)::int from grants where machine_id in (select id from made)) as grants,
       (select count(*)::int from audit_events where token_id = $1 and action = 'machine.enrolled') as enrolled,
       (select count(*)::int from audit_events where token_id = $1 and action = 'enrollment_token.used') as used,
       (select count(*)::int from public_keys where machine_id not in (select id from machines)) as orphans`,
    [tokenId],
  );
  return row;
}

describe("CON-1", () => {
  test.each([1, 3, 50])(
    `${ENROLLMENTS} enrollments at once at two processes on %i uses make exactly as many machines`,
    async (uses) => {
      for (let round = 0; round < rounds.races; round++) {
        const token = await two.makeToken(uses);
        const texts = Array.from({ length: ENROLLMENTS }, () => {
          const body = { token: token.token, publicKey: newKey().publicKey, hostname: "runner" };
          return requestText(`POST ${two.registerPath}`, [], JSON.stringify(body));
        });
        const raced = await race(
          two.processes.map(({ port }) => port),
          texts,
        );
        expect(tally(raced)).toEqual({ 200: uses, 410: ENROLLMENTS - uses });
        expect(await leftBy(token.id)).toEqual({
          ...{ uses, machines: uses, keys: uses, links: uses, grants: uses, enrolled: uses, used: uses },
          orphans: 0,
        });
      }
    },
    isDeep ? 7_200_000 : 180_000,
  );
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RawAnswer, rawRequest } from "#e2e/raw-request.ts";
import { forbidden, PASSING, unauthenticated } from "./answers.ts";
import { type Answer, type Attack, isStory } from "./attack.ts";
import { GROUPS, REQUIRED } from "./catalogue.ts";
import { expectEffect } from "./effects.ts";
import { type Field, type Ground, makeField } from "./ground.ts";
import { freshSource } from "./send.ts";

/** Words that only our own machinery could have put into an answer. */
const INTERNALS = /node_modules|at \S+ \(|\.js:\d+:\d|postgres|drizzle|\.next\/|\wError:/i;

let field: Field;
beforeAll(async () => {
  field = await makeField();
});
afterAll(async () => {
  await field?.stop();
});

/** Answers that must not differ by a byte but for the request id and the date, as they came. */
const alike = new Map<string, Set<string>>();

/** Each row at the gate's own path, and through Next's own route. */
const DOORS = [
  ["direct", "throughNext"],
  ["throughNext", "direct"],
] as const;

describe.each(DOORS)("%s", (mine, other) => {
  const ground = (): Ground => ({ ...field, server: field[mine], other: field[other] });

  describe.each(GROUPS)("%s", (_group, rows) => {
    for (const row of rows) {
      if (isStory(row)) test(`${row.at} ${row.name}`, () => row.play(ground()));
      else if (!row.isSlow)
        test(`${row.at} ${row.name}`, async () => {
          const answer = await attack(ground(), row);
          if (row.answer === unauthenticated || row.answer === forbidden)
            remember(`${mine} ${row.answer.status}`, answer);
        });
    }
  });

  test.each([401, 403])("every %i of a signed request is the same, byte by byte", (status) => {
    expect(alike.get(`${mine} ${status}`)?.size).toBe(1);
  });
});

describe.concurrent("what takes its time, at both doors at once", () => {
  const slow = GROUPS.flatMap(([, rows]) => rows.filter((row) => !isStory(row) && row.isSlow) as Attack[]);
  for (const row of slow)
    for (const [mine, other] of DOORS)
      test(`${row.at} ${row.name} ${mine}`, async () => {
        await attack({ ...field, server: field[mine], other: field[other] }, row);
      });
});

test("every attack of the list has a row", () => {
  const covered = new Set(GROUPS.flatMap(([, rows]) => rows.map(({ at }) => at)));
  expect(REQUIRED.filter((id) => !covered.has(id))).toEqual([]);
});

async function attack(ground: Ground, row: Attack): Promise<RawAnswer> {
  const text = await row.bytes(ground);
  const mark = await ground.witness.mark();
  const { drip } = row;
  const answer = await rawRequest(ground.server.port, text, {
    localAddress: row.from ?? freshSource(),
    ...(drip === undefined ? {} : { drip }),
  });
  expectAnswer(answer, typeof row.answer === "function" ? row.answer(ground) : row.answer);
  expectEffect(await ground.witness.changesSince(mark), row.effect ?? {});
  await row.afterwards?.(ground, answer);
  return answer;
}

function expectAnswer(answer: RawAnswer, { status, headers, body, isPage }: Answer): void {
  const kept = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !PASSING.includes(name)));
  expect({ status: answer.status, headers: kept, body: answer.body }).toEqual({
    status,
    headers: isPage ? expect.objectContaining(headers) : headers,
    body: typeof body === "string" ? body : expect.stringMatching(body),
  });
  expect(answer.headers).not.toHaveProperty("x-powered-by");
  expect(INTERNALS.exec(answer.body)?.[0]).toBeUndefined();
  expect(answer.headers["cache-control"]).toContain("no-store");
}

function remember(kind: string, { head, body }: RawAnswer): void {
  const once = head.replace(/^(x-request-id|date): .*$/gim, "$1");
  alike.set(kind, (alike.get(kind) ?? new Set()).add(`${once}\n${body}`));
}

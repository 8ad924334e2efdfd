import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshNonce, headerLines, requestText, secondsFromNow, signedLines } from "#e2e/raw-signed.ts";
import { isDeep } from "#server/testing/rounds.ts";
import { aPublicKey } from "./attacks/enrollment.ts";
import { type Field, makeField, PROXY } from "./attacks/ground.ts";
import { send } from "./attacks/send.ts";
import { generateJunk } from "./junk-generator.ts";

const SECONDS = isDeep ? 60 : 5;
const READS_PER_SECOND = 10;
const JUNK_PER_SECOND = 2_000;
const OWN_ADDRESS = "127.0.0.7";

let field: Field;
beforeAll(async () => {
  field = await makeField();
});
afterAll(async () => {
  await field?.stop();
});

const pathOf = () => `/v1/secret/${field.secret.id}`;
const aRead = (headers: readonly string[] = []) =>
  requestText(`GET ${pathOf()}`, [...signedLines(field.machine, { path: pathOf() }), ...headers]);

/** In the name of the machine, with a signature that is not its own. */
function forged(headers: readonly string[] = []): string {
  const values = {
    id: field.machine.id,
    timestamp: secondsFromNow(0),
    nonce: freshNonce(),
    signature: randomBytes(64).toString("base64"),
  };
  return requestText(`GET ${pathOf()}`, [...headerLines(values), ...headers]);
}

const someone = () => `198.51.${randomBytes(1)[0] ?? 0}.${randomBytes(1)[0] ?? 0}`;

test(`2,000 junk requests a second in a machine's name leave its own reads alone (AT-32, INV-21)`, async () => {
  const captured = Array.from({ length: 20 }, () => aRead());
  for (const text of captured) expect((await send(field.direct, text, OWN_ADDRESS)).status).toBe(200);
  const replayed = () => captured[(randomBytes(1)[0] ?? 0) % captured.length] ?? "";
  const unreadable = () => requestText(`GET ${pathOf()}`, [`x-machine-id: ${field.machine.id}`]);
  const kinds = [forged, replayed, forged, unreadable];
  const direct = Array.from({ length: 48 }, (_, at) => ({
    from: `127.3.0.${at + 1}`,
    next: () => (kinds[at % kinds.length] ?? forged)(),
  }));
  const proxied = Array.from({ length: 8 }, () => ({
    from: PROXY,
    next: () => forged([`X-Forwarded-For: ${someone()}`]),
  }));
  // The last one floods from where the machine itself reads.
  const lines = [...direct, ...proxied, { from: OWN_ADDRESS, next: () => forged() }];

  const mark = await field.witness.mark();
  const over = new AbortController();
  const junk = generateJunk({
    port: field.direct.port,
    lines,
    perSecond: JUNK_PER_SECOND,
    until: over.signal,
  });
  const reads: Promise<number>[] = [];
  for (let count = 0; count < SECONDS * READS_PER_SECOND; count += 1) {
    const isProxied = count % 5 === 4;
    const text = aRead(isProxied ? [`X-Forwarded-For: ${someone()}`] : []);
    reads.push(send(field.direct, text, isProxied ? PROXY : OWN_ADDRESS).then(({ status }) => status));
    await pause(1000 / READS_PER_SECOND);
  }
  const answered = await Promise.all(reads);
  over.abort();
  const statuses = await junk;

  expect(answered).toEqual(reads.map(() => 200));
  for (const status of statuses.keys()) expect([401, 429]).toContain(status);
  expect([...statuses.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(100);
  const left = (await field.witness.changesSince(mark)).map(({ table, new: row }) => [
    table,
    row?.["action"],
  ]);
  expect(left.filter(([table]) => table === "audit_events")).toEqual(
    reads.map(() => ["audit_events", "secret.read"]),
  );
  expect(left.filter(([table]) => table === "request_nonces")).toHaveLength(reads.length);
  // Copies make the machine look busy, so its own reads are counted; the copies themselves are not.
  const counted = left.filter(([table]) => table === "request_budgets");
  expect(counted.length).toBeLessThanOrEqual(reads.length);
  expect(left).toHaveLength(2 * reads.length + counted.length);
});

test("a stranger's failures are throttled at their own address, and a good signature from there is not", async () => {
  const flood = "127.0.4.4";
  const junk = await Promise.all(Array.from({ length: 120 }, () => send(field.direct, forged(), flood)));
  const good = await Promise.all(Array.from({ length: 20 }, () => send(field.direct, aRead(), flood)));
  expect(good.map(({ status }) => status)).toEqual(Array(20).fill(200));
  expect(new Set(junk.map(({ status }) => status))).toEqual(new Set([401, 429]));
  const throttled = junk.find(({ status }) => status === 429);
  expect(throttled?.headers).toMatchObject({ "retry-after": "1", "x-sikkerkey-error": "too_many_requests" });
});

test("tokens nobody made are throttled per source after ten in a minute; a real one never is", async () => {
  const target = `/v1/${field.vaultId}/enroll/register`;
  const enroll = (token: string) => {
    const body = JSON.stringify({ token, publicKey: aPublicKey(), hostname: "h" });
    return send(field.direct, requestText(`POST ${target}`, ["X-Forwarded-For: 10.20.9.9"], body), PROXY);
  };
  const statuses: number[] = [];
  while (statuses.length < 13) statuses.push((await enroll("ske_guess")).status);
  expect(statuses).toEqual([...Array(10).fill(404), 429, 429, 429]);
  expect((await enroll((await field.makeToken()).token)).status).toBe(200);
});

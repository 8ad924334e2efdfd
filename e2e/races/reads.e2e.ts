import { afterAll, beforeAll, expect, test } from "vitest";
import { requestText, type Signer, signedLines } from "#e2e/raw-signed.ts";
import { isDeep, rounds } from "#server/testing/rounds.ts";
import { race, tally } from "./race-sockets.ts";
import { type TwoProcesses, twoProcesses } from "./two-processes.ts";

const COPIES = 500;
// Sixteen of a machine's refusals come from one source, which is below what a source may fail in a second.
const READS = isDeep ? 1_000 : 300;
const TIMEOUT_MS = isDeep ? 3_600_000 : 180_000;

let two: TwoProcesses;
beforeAll(async () => {
  two = await twoProcesses();
});
afterAll(() => two?.stop());

const ports = () => two.processes.map(({ port }) => port);
function aRead(machine: Signer): string {
  const path = `/v1/secret/${two.secretId}`;
  return requestText(`GET ${path}`, signedLines(machine, { path }));
}

test(
  `${COPIES} copies of one signed request at two processes: one 200, one row, every other 401 (CON-3)`,
  async () => {
    const machine = await two.enroll();
    for (let round = 1; round <= rounds.races; round++) {
      const text = aRead(machine);
      const raced = await race(
        ports(),
        Array.from({ length: COPIES }, () => text),
      );
      expect(tally(raced)).toEqual({ 200: 1, 401: COPIES - 1 });
      const released = raced.filter(({ answer }) => answer.includes(two.value));
      expect(released.map(({ status }) => status)).toEqual(["200"]);
      const rows = await two.database.run(
        "select action, outcome from audit_events where machine_id = $1 and action like 'secret.%'",
        [machine.id],
      );
      expect(rows).toEqual(
        Array.from({ length: round }, () => ({ action: "secret.read", outcome: "allowed" })),
      );
      const nonces = await two.database.run("select from request_nonces where machine_id = $1", [machine.id]);
      expect(nonces).toHaveLength(round);
    }
  },
  TIMEOUT_MS,
);

test(
  `a disable that races ${READS} reads at two processes: what was released has its row, and none is after it (CON-8, INV-23)`,
  async () => {
    let [before, after] = [0, 0];
    for (let round = 0; round < rounds.races; round++) {
      const machine = await two.enroll();
      const texts = Array.from({ length: READS }, () => aRead(machine));
      let disabled: Promise<unknown> = Promise.resolve();
      const raced = await race(ports(), texts, (answered) => {
        if (answered === READS / 4)
          disabled = two.owner
            .mutate("machines.disable", { machineId: machine.id })
            .then(() => two.database.run("select clock_timestamp()::text as at"));
      });
      const committed = (await disabled) as { at: string }[];
      const { 200: released = 0, 401: refused = 0, ...others } = tally(raced);
      expect(others).toEqual({});
      const [row] = await two.database.run(
        `with mine as (select * from audit_events where machine_id = $1),
           ending as (select id from mine where action = 'machine.disabled')
         select count(*)::int as rows, count(*) filter (where mine.id > ending.id)::int as after,
           count(*) filter (where mine.at > $2::text::timestamptz)::int as late
         from mine, ending where mine.outcome = 'allowed' and mine.action = 'secret.read'`,
        [machine.id, String(committed[0]?.at)],
      );
      expect(row).toEqual({ rows: released, after: 0, late: 0 });
      expect(tally(await race(ports(), [aRead(machine), aRead(machine)]))).toEqual({ 401: 2 });
      before += released;
      after += refused;
    }
    expect(Math.min(before, after), "both sides of the race were run").toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);

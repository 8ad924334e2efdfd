import { expect } from "vitest";
import type { Ground } from "./ground.ts";
import type { Load } from "./load.ts";

/** What must hold after every fault: each released value has its row, and each spent use has its machine. */
export async function expectBalanced(ground: Ground, load: Load): Promise<void> {
  const rows = await ground.query(
    "select request_id, count(*)::int as n from audit_events where action = 'secret.read' and outcome = 'allowed' group by 1",
  );
  const recorded = new Map(rows.map((row) => [row["request_id"], row["n"]]));
  expect(load.released.filter((id) => recorded.get(id) !== 1)).toEqual([]);
  const [uses] = await ground.query(`
    select (select uses from enrollment_tokens) as spent,
      (select count(*)::int from machines) as machines,
      (select count(*)::int from public_keys) as keys,
      (select count(*)::int from audit_events where action = 'machine.enrolled') as recorded`);
  expect(uses).toMatchObject({ machines: uses?.["spent"], keys: uses?.["spent"], recorded: uses?.["spent"] });
  const known = new Set((await ground.query("select id::text from machines")).map((row) => row["id"]));
  expect(load.enrolled.filter((id) => !known.has(id))).toEqual([]);
  // A refusal in an outage is 503 and nothing else: clients must not take it for a denial.
  expect([...load.statuses.keys()].filter((status) => status !== 200 && status !== 503)).toEqual([]);
}

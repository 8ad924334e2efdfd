import { expect, test } from "vitest";
import { EXEC_VARIABLE_MAX_BYTES } from "../naming/secret-name.ts";
import { type DeliverableSecret, fitTogether, judgeDeliveries } from "./deliveries.ts";

const secret = (name: string, change: Partial<DeliverableSecret> = {}): DeliverableSecret => ({
  name,
  fieldNames: null,
  isDeleted: false,
  isLinked: true,
  sizeBytes: 10,
  ...change,
});
const whole = EXEC_VARIABLE_MAX_BYTES - "NAME=".length - 1;

test.each([
  ["a plain one", [secret("NAME")], ["arrives"]],
  ["in the trash", [secret("NAME", { isDeleted: true })], ["deleted"]],
  ["of a project that is not given", [secret("NAME", { isLinked: false })], ["not_linked"]],
  ["a name that hijacks", [secret("LD_PRELOAD")], ["name_refused"]],
  ["a field that hijacks", [secret("Node", { fieldNames: ["options"] })], ["name_refused"]],
  ["no variable's name", [secret("1st")], ["name_invalid"]],
  [
    "two under one variable",
    [secret("a-b"), secret("A.B"), secret("C")],
    ["collision", "collision", "arrives"],
  ],
  [
    "a field and a name",
    [secret("DB", { fieldNames: ["url"] }), secret("db_url")],
    ["collision", "collision"],
  ],
  [
    "what is not there collides with nothing",
    [secret("A"), secret("a", { isDeleted: true })],
    ["arrives", "deleted"],
  ],
  ["as large as may be", [secret("NAME", { sizeBytes: whole })], ["arrives"]],
  ["one byte more", [secret("NAME", { sizeBytes: whole + 1 })], ["too_large"]],
  ["fields of unknown sizes", [secret("A", { fieldNames: ["b"], sizeBytes: 140_000 })], ["fields_large"]],
])("%s", (_, secrets, verdicts) => expect(judgeDeliveries(secrets)).toEqual(verdicts));

test("what arrives must fit into one environment; what does not arrive is not counted", () => {
  const large = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      ...secret(`S${at}`, { sizeBytes: 130_000 }),
      delivery: "arrives" as const,
    }));
  expect(fitTogether(large(15))).toBe(true);
  expect(fitTogether(large(16))).toBe(false);
  expect(fitTogether(large(40).map((one) => ({ ...one, delivery: "deleted" as const })))).toBe(true);
});

import { expect, test } from "vitest";
import { filtersOf, queryOf } from "./audit-filters.ts";

const query = (params: Record<string, string | string[]>) => queryOf(filtersOf(params), params);

test("a filter of the address is a filter of the query", () => {
  expect(query({ actorId: "usr_1", outcome: "denied", action: "secret.read_denied" })).toEqual({
    actorId: "usr_1",
    outcome: "denied",
    action: "secret.read_denied",
  });
});

test.each([
  [{ outcome: "maybe" }],
  [{ action: "drop.table" }],
  [{ from: "yesterday" }],
  [{ unknown: "x" }],
  [{ outcome: "" }],
])("%j is no filter, and the page shows none", (params) => {
  expect(query(params)).toEqual({});
  expect(filtersOf(params)).toEqual({});
});

test("times without a zone are UTC", () => {
  expect(query({ from: "2026-11-20T18:00", to: "2026-11-21" })).toEqual({
    from: "2026-11-20T18:00:00.000Z",
    to: "2026-11-21T00:00:00.000Z",
  });
});

test("of two directions at once the older one counts, and of a repeated name the first", () => {
  expect(query({ older: "a", newer: "b", machineId: ["m1", "m2"] })).toEqual({ older: "a", machineId: "m1" });
});

import { expect, test } from "vitest";
import { MACHINE_ID } from "./ids.ts";
import { formatPlace, parsePlace } from "./keyset-place.ts";

const EVENT_ID = /^[1-9][0-9]{0,17}$/;
const machine = "0f8fad5b-d9cb-469f-a165-70867728950e";

test.each([
  [{ micros: "1795219483089123", id: "42" }, EVENT_ID],
  [{ micros: "0", id: "999999999999999999" }, EVENT_ID],
  [{ micros: "1795219483089123", id: machine }, MACHINE_ID],
])("%j comes back as it went", (place, form) => {
  expect(parsePlace(formatPlace(place), form)).toEqual(place);
});

test.each([
  "", ".", "1", "1.", ".1", "1.0", "01.1", "-1.1", "1e3.1", "1.1.1", "1.1 ", " 1.1", "1.1\n", "12345678901234567.1",
  "1.9999999999999999999", `1.${machine}`, "1.1;drop table audit_events", "１.1", "NaN.1", "2026-02-31T00:00:00Z.1",
])("%j is no place", (text) => expect(parsePlace(text, EVENT_ID)).toBeNull()); // biome-ignore format: a list reads better in lines

import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { describe, expect, test } from "vitest";
import { type Guardrails, type Hours, WEEKDAYS } from "#lib/contract/guardrails.ts";
import { rounds } from "../testing/rounds.ts";
import { guardrailFacts } from "./guardrail-facts.ts";

const from = { sourceIp: "192.0.2.1", isSourceCertain: true };
const isOpen = (hours: Hours, at: string | number) =>
  guardrailFacts({ sourceCidrs: null, hours }, { ...from, now: new Date(at) }).isHourAllowed;
const admits = (sourceCidrs: string[] | null, sourceIp: string, isSourceCertain = true) => {
  const guardrails: Guardrails = { sourceCidrs, hours: null };
  return guardrailFacts(guardrails, { sourceIp, isSourceCertain, now: new Date(0) }).isSourceAllowed;
};
const daily = (start: string, end: string, timeZone = "UTC"): Hours => ({
  ...{ start, end, timeZone },
  days: [...WEEKDAYS],
});

test("no guardrails allow everything, even a source that only a proxy knows", () => {
  const asked = { sourceIp: "internal", isSourceCertain: false, now: new Date(0) };
  const everything = { isSourceAllowed: true, isHourAllowed: true };
  expect(guardrailFacts(null, asked)).toEqual(everything);
  expect(guardrailFacts({ sourceCidrs: null, hours: null }, asked)).toEqual(everything);
});

describe("sources (AT-65)", () => {
  test.each([
    [["192.0.2.0/24"], "192.0.2.7", true],
    [["192.0.2.0/24"], "192.0.3.7", false],
    [["10.0.0.0/8", "2001:db8::/32"], "2001:db8::5", true],
    [["10.0.0.0/8"], "::ffff:10.1.2.3", true],
    [["0.0.0.0/0"], "2001:db8::5", false],
    [["0.0.0.0/0"], "internal", false],
    [[], "192.0.2.7", false],
    [["nonsense"], "192.0.2.7", false],
  ])("%j from %s: %s", (ranges, sourceIp, isAllowed) => {
    expect(admits(ranges, sourceIp)).toBe(isAllowed);
  });

  test("a source that only a proxy knows is in no range", () => {
    expect(admits(["0.0.0.0/0", "::/0"], "192.0.2.7", false)).toBe(false);
  });

  test("a list admits what ipaddr.js finds in one of its ranges (INV-17)", () => {
    const address = fc.oneof(fc.ipV4(), fc.ipV6());
    const near = fc.array(fc.tuple(address, fc.nat(128)), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(near, address, fc.nat(4), (drawn, stranger, pick) => {
        const ranges = drawn.map(([text, bits]) => `${text}/${bits % (text.includes(":") ? 129 : 33)}`);
        for (const ip of [stranger, drawn[pick % drawn.length]?.[0] ?? stranger]) {
          expect(admits(ranges, ip)).toBe(ranges.some((range) => reference(range, ip)));
        }
      }),
      { numRuns: rounds.cases },
    );
  });

  function reference(range: string, ip: string): boolean {
    const [network, bits] = ipaddr.parseCIDR(range);
    const mapped = network instanceof ipaddr.IPv6 && network.isIPv4MappedAddress();
    if (mapped && bits < 96) return false;
    const folded = mapped ? network.toIPv4Address() : network;
    const address = ipaddr.process(ip);
    return address.kind() === folded.kind() && address.match(folded, mapped ? bits - 96 : bits);
  }
});

describe("hours (AT-66)", () => {
  test.each([
    ["08:00", "18:00", "07:59:59.999", false],
    ["08:00", "18:00", "08:00:00", true],
    ["08:00", "18:00", "17:59:59.999", true],
    ["08:00", "18:00", "18:00:00", false],
    ["22:00", "06:00", "23:59:59.999", true],
    ["22:00", "06:00", "00:00:00", true],
    ["22:00", "06:00", "06:00:00", false],
    ["22:00", "06:00", "21:59:59.999", false],
    ["00:00", "00:00", "00:00:00", true],
    ["12:00", "12:00", "11:59:59.999", true],
    ["18:00", "00:00", "23:59:59.999", true],
    ["18:00", "00:00", "00:00:00", false],
  ])("%s to %s at %s: %s", (start, end, time, isAllowed) => {
    expect(isOpen(daily(start, end), `2026-03-04T${time}Z`)).toBe(isAllowed);
  });

  test("a window over midnight belongs to the day on which it began", () => {
    const friday: Hours = { ...daily("22:00", "06:00"), days: ["fri"] };
    expect(isOpen(friday, "2026-03-06T22:00:00Z")).toBe(true);
    expect(isOpen(friday, "2026-03-07T05:59:00Z")).toBe(true);
    expect(isOpen(friday, "2026-03-07T22:00:00Z")).toBe(false);
    expect(isOpen(friday, "2026-03-06T05:59:00Z")).toBe(false);
    const sunday: Hours = { ...daily("12:00", "12:00"), days: ["sun"] };
    expect(isOpen(sunday, "2026-03-09T11:59:00Z")).toBe(true);
    expect(isOpen(sunday, "2026-03-09T12:00:00Z")).toBe(false);
  });

  test("a zone this server does not know is never open", () => {
    expect(isOpen(daily("00:00", "00:00", "Etc/GMT+99"), 0)).toBe(false);
  });

  test.each([
    // Oslo skips 02:00 to 03:00 on 29 March 2026 and repeats it on 25 October.
    ["Europe/Oslo", "02:15", "02:45", "2026-03-29T00:59:00Z", "2026-03-29T01:46:00Z", 0],
    ["Europe/Oslo", "02:15", "02:45", "2026-10-24T23:30:00Z", "2026-10-25T02:30:00Z", 60],
    ["Europe/Oslo", "01:00", "04:00", "2026-03-28T20:00:00Z", "2026-03-29T20:00:00Z", 120],
    ["Europe/Oslo", "01:00", "04:00", "2026-10-24T20:00:00Z", "2026-10-25T20:00:00Z", 240],
    ["America/New_York", "01:30", "03:30", "2026-03-08T04:00:00Z", "2026-03-08T20:00:00Z", 60],
    ["America/New_York", "01:30", "03:30", "2026-11-01T04:00:00Z", "2026-11-01T20:00:00Z", 150],
    // Lord Howe moves by half an hour at 02:00.
    ["Australia/Lord_Howe", "01:00", "03:00", "2026-10-03T10:00:00Z", "2026-10-04T10:00:00Z", 90],
    ["Australia/Lord_Howe", "01:00", "03:00", "2026-04-04T10:00:00Z", "2026-04-05T10:00:00Z", 150],
  ])("%s, %s to %s, from %s to %s: %i minutes", (zone, start, end, begin, until, minutes) => {
    let open = 0;
    for (let at = Date.parse(begin); at < Date.parse(until); at += 60_000)
      if (isOpen(daily(start, end, zone), at)) open += 1;
    expect(open).toBe(minutes);
  });

  test("a window and its complement hold every instant exactly once, whatever the clocks do (INV-16)", () => {
    const zone = fc.constantFrom("UTC", "Europe/Oslo", "America/New_York", "Australia/Lord_Howe");
    const minute = fc.nat(24 * 60 - 1);
    const days = fc.subarray([...WEEKDAYS], { minLength: 1 });
    fc.assert(
      fc.property(zone, minute, minute, days, anInstant(), (timeZone, from, to, chosen, at) => {
        const hours: Hours = { start: clock(from), end: clock(to), days: chosen, timeZone };
        const others = WEEKDAYS.filter((day) => !chosen.includes(day));
        const windows = [hours, { ...hours, days: others }];
        // Equal times are the whole day: the complement of all seven is nothing.
        if (from !== to) windows.push(daily(hours.end, hours.start, timeZone));
        expect(windows.filter((window) => isOpen(window, at))).toHaveLength(1);
      }),
      { numRuns: rounds.cases },
    );
  });

  function anInstant() {
    const changes = ["2026-03-29T01:00Z", "2026-10-25T01:00Z", "2026-03-08T07:00Z", "2026-11-01T06:00Z"];
    const lordHowe = ["2026-04-04T15:00Z", "2026-10-03T15:30Z"];
    const day = 86_400_000;
    const near = fc
      .tuple(fc.constantFrom(...changes, ...lordHowe), fc.integer({ min: -day, max: day }))
      .map(([change, off]) => Date.parse(change) + off);
    return fc.oneof(near, fc.integer({ min: 0, max: 4_102_444_800_000 }));
  }

  function clock(minute: number): string {
    return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
  }
});

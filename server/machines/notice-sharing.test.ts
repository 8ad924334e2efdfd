import { expect, test } from "vitest";
import { noticeSharing } from "./notice-sharing.ts";

const [A, B, C] = ["192.0.2.10", "198.51.100.7", "203.0.113.5"];
const MINUTE = 60_000;
const start = Date.UTC(2026, 10, 20, 18);

/** Addresses in the order they asked, one each `every` milliseconds; handed over as the log gives them, newest first. */
const seen = (addresses: readonly string[], every = MINUTE) =>
  addresses.map((sourceIp, index) => ({ at: new Date(start + index * every), sourceIp })).reverse();

test("two addresses that take turns are noticed, with both named", () => {
  expect(noticeSharing(seen([A, B, A, B]))?.addresses).toEqual([B, A]);
  expect(noticeSharing(seen([A, A, B, B, A, B, B]))?.addresses).toEqual([B, A]);
});

test.each([
  ["nothing was asked", []],
  ["one address", [A, A, A]],
  ["a move", [A, A, B, B]],
  ["a move there and back", [A, A, B, B, A]],
  ["one that moves on and on", [A, B, C]],
  ["something that is no address", [A, "unknown", A, "unknown"]],
])("%s is no hint", (_, addresses) => {
  expect(noticeSharing(seen(addresses))).toBeNull();
});

test("a third address in between does not hide the two, and neither does what came before", () => {
  expect(noticeSharing(seen([A, C, B, A, C, B]))?.addresses).toEqual([B, C]);
  expect(noticeSharing(seen([C, C, A, B, A, B]))?.addresses).toEqual([B, A]);
});

test("turns that took longer than an hour are people who travel, and newer ones inside it are not", () => {
  expect(noticeSharing(seen([A, B, A, B], 21 * MINUTE))).toBeNull();
  expect(noticeSharing(seen([A, B, A, B], 20 * MINUTE))?.addresses).toEqual([B, A]);
});

test("a long stay before the first change counts as nothing: only the changes have to be near", () => {
  const early = { at: new Date(start - 600 * MINUTE), sourceIp: A };
  expect(noticeSharing([...seen([A, B, A, B]), early])).not.toBeNull();
});

test("IPv6 addresses of one network are one host that keeps its privacy", () => {
  const [one, other] = ["2001:db8:0:1::a", "2001:db8:0:1:7777::b"];
  expect(noticeSharing(seen([one, other, one, other]))).toBeNull();
  const elsewhere = "2001:db8:0:2::a";
  expect(noticeSharing(seen([one, elsewhere, other, elsewhere]))?.addresses).toEqual([elsewhere, other]);
});

test("a host that speaks both families is one host, and an IPv4 address written as IPv6 is that address", () => {
  expect(noticeSharing(seen([A, "2001:db8::1", A, "2001:db8::1"]))).toBeNull();
  expect(noticeSharing(seen([A, `::ffff:${A}`, A, `::ffff:${A}`]))).toBeNull();
});

test("the order of equal instants is the log's, and no pair is made of it", () => {
  expect(noticeSharing(seen([A, B], 0))).toBeNull();
});

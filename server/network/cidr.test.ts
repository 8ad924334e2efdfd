import { expect, test } from "vitest";
import { cidrContains, normaliseCidr } from "./cidr.ts";

test.each([
  ["10.0.0.0/8", "10.0.0.0/8"],
  [" 10.1.2.3/8 ", "10.0.0.0/8"],
  ["192.0.2.77", "192.0.2.77/32"],
  ["0.0.0.0/0", "0.0.0.0/0"],
  ["2001:DB8::1/32", "2001:db8::/32"],
  ["::1", "::1/128"],
  ["::ffff:10.1.2.3", "10.1.2.3/32"],
])("%j is the range %s", (text, range) => {
  expect(normaliseCidr(text)).toBe(range);
});

test.each([
  "",
  "/8",
  "10.0.0.0/33",
  "10.0.0.0/-1",
  "10.0.0.0/8/8",
  "10.0.0.0/08",
  "10.0/8",
  "010.1.2.3",
  "0x7f.1",
  "2130706433",
  "fe80::1%eth0",
  "::/129",
  "::ffff:10.0.0.0/104",
  "example.com",
  "10.0.0.0/8, 11.0.0.0/8",
  "10.0.0.0/ 8",
])("%j is no range (AT-65)", (text) => {
  expect(normaliseCidr(text)).toBeNull();
});

test.each([
  ["10.0.0.0/8", "10.255.0.1", true],
  ["10.0.0.0/8", "11.0.0.1", false],
  ["10.0.0.0/8", "::ffff:10.0.0.1", true],
  ["10.0.0.0/8", "::1", false],
  ["10.0.0.0/8", "unknown", false],
  ["10.0.0.0/8", "010.0.0.1", false],
  ["192.0.2.77/32", "192.0.2.77", true],
  ["0.0.0.0/0", "203.0.113.9", true],
  ["0.0.0.0/0", "2001:db8::1", false],
  ["2001:db8::/32", "2001:db8:1::9", true],
  ["2001:db8::/32", "2001:db9::1", false],
  ["::/0", "fe80::1%eth0", false],
])("%s contains %s: %s", (range, address, expected) => {
  expect(cidrContains(range, address)).toBe(expected);
});

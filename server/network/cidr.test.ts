import { BlockList } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../testing/rounds.ts";
import { cidrContains, normaliseCidr } from "./cidr.ts";

test.each([
  ["10.0.0.0/8", "10.0.0.0/8"],
  ["10.1.2.3/8", "10.0.0.0/8"],
  ["192.0.2.77/25", "192.0.2.0/25"],
  ["192.0.2.7", "192.0.2.7/32"],
  ["0.0.0.0/0", "0.0.0.0/0"],
  ["203.0.113.9/0", "0.0.0.0/0"],
  ["2001:DB8:0:0::1/32", "2001:db8::/32"],
  ["2001:db8::1", "2001:db8::1/128"],
  ["::/0", "::/0"],
  ["::ffff:10.1.2.3/104", "10.0.0.0/8"],
  ["::ffff:0a01:0203", "10.1.2.3/32"],
])("%s is kept as %s", (text, cidr) => {
  expect(normaliseCidr(text)).toEqual({ isGood: true, cidr });
});

test.each([
  "", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/08", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8.0", "10.0.0.0/ 8",
  "10.0.0.0/8/8", "10.0.0.0/255.0.0.0", "10/8", "10.1/8", "010.0.0.1/8", "0x0a.0.0.1/8", "10.0.0.256/8", "167772160",
  "10.0.0.0/8,11.0.0.0/8", "fe80::1%eth0/64", "fe80::/64%eth0", "fe80::1%25eth0", "2001:db8::/129", "::ffff:10.0.0.0/95",
  "::ffff:10.0.0.0/129", "2001:db8::/32 ", " 10.0.0.0/8", "10.0.0.0/8\n", "localhost", "*", "10.0.0.0/1e1", "１０.0.0.0/8",
  "[::1]/128", `${"10.0.0.0/8,".repeat(10_000)}`,
])("%j is refused with a remedy", (text) => {
  const result = normaliseCidr(text);
  expect(result.isGood ? "" : result.problem).toMatch(/^(Write|Leave out|The number).+\.$/);
}); // biome-ignore format: a list reads better in lines

test.each([
  ["10.0.0.0/8", "10.255.255.255", true],
  ["10.0.0.0/8", "11.0.0.0", false],
  ["10.0.0.0/8", "::ffff:10.1.2.3", true],
  ["10.0.0.0/8", "::ffff:a01:203", true],
  ["::ffff:10.0.0.0/104", "10.1.2.3", true],
  ["0.0.0.0/0", "203.0.113.7", true],
  ["0.0.0.0/0", "2001:db8::1", false],
  ["::/0", "2001:db8::1", true],
  ["::/0", "203.0.113.7", false],
  ["::/0", "::ffff:203.0.113.7", false],
  ["2001:db8::/32", "2001:db8:ffff::1", true],
  ["2001:db8::/32", "2001:db9::1", false],
  ["192.0.2.7", "192.0.2.7", true],
  ["192.0.2.7", "192.0.2.8", false],
  ["fe80::/10", "fe80::1%eth0", false],
  ["0.0.0.0/0", "010.0.0.1", false],
  ["0.0.0.0/0", "internal", false],
  ["0.0.0.0/0", "", false],
  ["nonsense", "10.0.0.1", false],
])("%s holds %s: %s", (cidr, ip, isInside) => {
  expect(cidrContains(cidr, ip)).toBe(isInside);
});

test("agrees with Node's own block list on both sides of every boundary", () => {
  const bytes = (count: number) => fc.array(fc.nat(255), { minLength: count, maxLength: count });
  const cases = fc.oneof(
    fc.record({ bytes: bytes(4), bits: fc.nat(32), flipped: fc.nat(31) }),
    fc
      .record({ bytes: bytes(16), bits: fc.nat(128), flipped: fc.nat(127) })
      .filter(({ bytes }) => bytes[0] !== 0),
  );
  fc.assert(
    fc.property(cases, ({ bytes, bits, flipped }) => {
      const range = text(bytes);
      const address = text(
        bytes.map((byte, at) => (at === flipped >> 3 ? byte ^ (0x80 >> (flipped & 7)) : byte)),
      );
      const family = bytes.length === 4 ? "ipv4" : "ipv6";
      const list = new BlockList();
      list.addSubnet(range, bits, family);
      expect(cidrContains(`${range}/${bits}`, range)).toBe(true);
      expect(cidrContains(`${range}/${bits}`, address)).toBe(list.check(address, family));
      const normalised = normaliseCidr(`${range}/${bits}`);
      expect(normalised.isGood && normaliseCidr(normalised.cidr)).toEqual(normalised);
    }),
    { numRuns: rounds.cases },
  );
});

function text(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join(".");
  const words = Array.from({ length: 8 }, (_, at) => (bytes[2 * at] ?? 0) * 256 + (bytes[2 * at + 1] ?? 0));
  return words.map((word) => word.toString(16)).join(":");
}

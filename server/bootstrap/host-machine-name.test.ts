import { expect, test } from "vitest";
import { HOSTNAME, MACHINE_NAME } from "#lib/naming/machine-name.ts";
import { distinctMachineName, hostMachineName } from "./host-machine-name.ts";

test.each([
  ["web-1", "web-1"],
  ["web-1.eu.example.com", "web-1.eu.example.com"],
  ["_dmarc", "dmarc"],
  ["host_", "host"],
  ["_", "machine"],
  ["__-__", "machine"],
  ["a".repeat(253), "a".repeat(64)],
  [`${"a".repeat(63)}.${"b".repeat(100)}`, "a".repeat(63)],
])("the host %s makes the machine %s", (hostname, name) => {
  expect(hostname).toMatch(HOSTNAME);
  expect(hostMachineName(hostname)).toBe(name);
  expect(hostMachineName(hostname)).toMatch(MACHINE_NAME);
});

test("a second machine of the name is told apart, and its mark survives a long name", () => {
  expect(distinctMachineName("web-1", "0a1b")).toBe("web-1-0a1b");
  const long = distinctMachineName("a".repeat(64), "0a1b");
  expect(long).toBe(`${"a".repeat(59)}-0a1b`);
  expect(long).toMatch(MACHINE_NAME);
});

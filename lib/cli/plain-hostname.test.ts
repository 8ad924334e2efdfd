import { expect, test } from "vitest";
import { HOSTNAME } from "../naming/machine-name.ts";
import { plainHostname } from "./plain-hostname.ts";

test.each([
  ["web-1.example", "web-1.example"],
  ["Jörg’s Mac", "J-rg-s-Mac"],
  ["$(reboot)", "reboot"],
  ["-.host.-", "host"],
  ["prod\nroot: x", "prod-root-x"],
  ["", "unnamed"],
  ["日本", "unnamed"],
  [`${"a".repeat(252)}-b`, "a".repeat(252)],
])("%j is sent as %s", (name, plain) => {
  expect(plainHostname(name)).toBe(plain);
  expect(plain).toMatch(HOSTNAME);
});

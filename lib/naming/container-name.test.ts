import { expect, test } from "vitest";
import { makeContainerName } from "./container-name.ts";
import { MACHINE_NAME } from "./machine-name.ts";

test("a made name is two words and four digits, fits a machine, and hardly ever comes twice", () => {
  const names = Array.from({ length: 200 }, makeContainerName);
  for (const name of names) {
    expect(name).toMatch(/^[a-z]+-[a-z]+-[0-9a-f]{4}$/);
    expect(name).toMatch(MACHINE_NAME);
  }
  expect(new Set(names).size).toBeGreaterThan(195);
});

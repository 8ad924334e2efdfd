import { expect, test } from "vitest";
import { setMachineQuotaInput } from "#lib/contract/vault.ts";
import { quotaOf } from "./quota-of.ts";

test.each([
  ["", null],
  ["  ", null],
  ["1", 1],
  [" 50,000 ", 50_000],
])("%j is %j", (typed, quota) => {
  expect(quotaOf(typed)).toBe(quota);
  expect(setMachineQuotaInput.safeParse({ maxMachines: quotaOf(typed) }).success).toBe(true);
});

test.each(["0", "-1", "1.5", "1e3", "many", "50001", "9999999999"])(
  "%j is refused with a remedy",
  (typed) => {
    const { error } = setMachineQuotaInput.safeParse({ maxMachines: quotaOf(typed) });
    expect(error?.issues[0]?.message).toMatch(/^Allow at (least|most)/);
  },
);

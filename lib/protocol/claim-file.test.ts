import { expect, test } from "vitest";
import { parseClaimFile } from "./claim-file.ts";

const GOOD = {
  claim: `skc_${"A".repeat(49)}`,
  vaultId: "vault_0123456789abcdef",
  apiUrl: "https://keys.example",
};

test("the three keys are read", () => {
  expect(parseClaimFile(JSON.stringify(GOOD))).toEqual(GOOD);
});

test.each([
  ["no JSON", "skc_secret", /not JSON/],
  ["a list", "[]", /not a JSON object/],
  ["null", "null", /not a JSON object/],
  ["an unknown key", JSON.stringify({ ...GOOD, extra: 1 }), /a key other than/],
  ["no code", JSON.stringify({ ...GOOD, claim: undefined }), /claim is missing/],
  ["a code of another kind", JSON.stringify({ ...GOOD, claim: `ske_${"A".repeat(49)}` }), /not a claim code/],
  ["a vault that is a path", JSON.stringify({ ...GOOD, vaultId: "vault_../../etc" }), /not a vault id/],
  ["an address that is a number", JSON.stringify({ ...GOOD, apiUrl: 1 }), /apiUrl is missing/],
])("%s is refused with the reason and without the code", (_, text, reason) => {
  expect(() => parseClaimFile(text)).toThrow(reason);
  try {
    parseClaimFile(text);
  } catch (error) {
    expect(String(error)).not.toMatch(/secret|AAAA/);
  }
});

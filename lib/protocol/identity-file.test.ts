import { expect, test } from "vitest";
import { parseIdentity, printIdentity } from "./identity-file.ts";

const identity = {
  machineId: "550e8400-e29b-41d4-a716-446655440000",
  machineName: "ci-0a1b2c3d",
  vaultId: "vault_abcdefgh01234567",
  apiUrl: "https://secrets.example",
  privateKeyPath: "/home/ci/.sikkerkey/vaults/vault_abcdefgh01234567/private.pem",
};

test("an identity survives being printed and parsed", () => {
  expect(parseIdentity(printIdentity(identity))).toEqual(identity);
});

test("exactly the five keys are printed, whatever the object carries besides", () => {
  const carried = { ...identity, token: "ske_x" };
  expect(Object.keys(JSON.parse(printIdentity(carried)))).toEqual(Object.keys(identity));
});

test("white space around the machine id is not part of it", () => {
  const text = printIdentity({ ...identity, machineId: ` ${identity.machineId}\n` });
  expect(parseIdentity(text).machineId).toBe(identity.machineId);
});

test.each([
  ["not JSON", "{", "not JSON"],
  ["an array", "[]", "not a JSON object"],
  ["null", "null", "not a JSON object"],
  ["a missing key", JSON.stringify({ ...identity, apiUrl: undefined }), "apiUrl"],
  ["a number", JSON.stringify({ ...identity, machineName: 1 }), "machineName"],
  ["an empty text", JSON.stringify({ ...identity, machineId: "" }), "machineId"],
  ["a sixth key", JSON.stringify({ ...identity, extra: "x" }), "extra"],
  ["a vault id that climbs", JSON.stringify({ ...identity, vaultId: "vault_../../etc" }), "vaultId"],
  ["a machine id with a line break", JSON.stringify({ ...identity, machineId: "a\nX-Evil: 1" }), "machineId"],
])("%s is refused", (_, text, reason) => {
  expect(() => parseIdentity(text)).toThrow(reason);
});

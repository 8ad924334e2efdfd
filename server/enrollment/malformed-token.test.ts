import { expect, test } from "vitest";
import type { Database } from "#db/client.ts";
import { mintToken } from "../crypto/opaque-token.ts";
import { aContext } from "../testing/fixtures.ts";
import { enrollMachine } from "./enroll-machine.ts";

class DatabaseWasAsked extends Error {}

const untouchable = new Proxy({} as Database, {
  get() {
    throw new DatabaseWasAsked();
  },
});

const enroll = (token: string) =>
  enrollMachine(aContext({ db: untouchable }), "vault_0000000000000000", {
    token,
    publicKey: "",
    hostname: "runner",
  });

const token = mintToken("ske");

test.each([
  ["a wrong checksum", `${token.slice(0, -1)}${token.endsWith("0") ? "1" : "0"}`],
  ["a wrong character", `${token.slice(0, 10)}${token[10] === "a" ? "b" : "a"}${token.slice(11)}`],
  ["another prefix", mintToken("skb")],
  ["another case", token.toUpperCase()],
  ["10 KB", token.padEnd(10_240, "0")],
  ["nothing", ""],
])("a token with %s is refused without asking the database (AT-36)", async (_, text) => {
  await expect(enroll(text)).rejects.toMatchObject({ code: "enrollment_token_unknown" });
});

test("a well-formed one is looked up", async () => {
  await expect(enroll(token)).rejects.toMatchObject({ code: "sealed" });
});

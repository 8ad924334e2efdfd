import { expect, test } from "vitest";
import { requestGates } from "./request-gates.ts";

const flat = (reason: Parameters<typeof requestGates>[0]["reason"]) =>
  requestGates({ action: reason === null ? "secret.read" : "secret.read_denied", reason })
    ?.flatMap(({ gates }) => gates)
    .map(({ state }) => state)
    .join(" ");

test("a read that went through passed every gate", () => {
  expect(flat(null)).toBe("pass pass pass pass pass pass pass pass pass");
});

test("a denial stops at one gate, and the later ones are shown as not reached", () => {
  expect(flat("machine_disabled")).toBe("pass pass stop skip skip skip skip skip skip");
  expect(flat("guardrail_hours")).toBe("pass pass pass pass stop skip skip skip skip");
  expect(flat("grant_missing")).toBe("pass pass pass pass pass pass stop skip skip");
});

test("what is no read has no gates", () => {
  expect(requestGates({ action: "machine.enrolled", reason: null })).toBeNull();
  expect(requestGates({ action: "secret.read_denied", reason: "token_expired" })).toBeNull();
});

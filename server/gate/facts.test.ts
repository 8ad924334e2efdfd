import { describe, expect, test } from "vitest";
import { type GateFacts, signFacts, verifyFacts } from "./facts.ts";

const key = new Uint8Array(32).fill(7);
const facts: GateFacts = {
  peer: "192.0.2.7",
  peerSource: "socket",
  isLoopback: false,
  requestId: "req-1",
  target: "/v1/secret/sk_0123456789",
  nonce: null,
};

describe("gate facts", () => {
  test("arrive as they were sent", () => {
    expect(verifyFacts(signFacts(facts, key), key)).toEqual(facts);
  });

  test("made with another boot's key are refused", () => {
    expect(verifyFacts(signFacts(facts, new Uint8Array(32)), key)).toBeNull();
  });

  test.each([
    "",
    ".",
    "..",
    "e30",
    "e30.",
    "e30.AAAA",
    `${signFacts(facts, key)}.x`,
    `${signFacts(facts, key)}x`,
  ])("%j is refused", (text) => expect(verifyFacts(text, key)).toBeNull());

  test("with one character changed anywhere are refused", () => {
    const text = signFacts(facts, key);
    for (let at = 0; at < text.length; at += 1) {
      const other = text[at] === "A" ? "B" : "A";
      expect(verifyFacts(text.slice(0, at) + other + text.slice(at + 1), key)).toBeNull();
    }
  });
});

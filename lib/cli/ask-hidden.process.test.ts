import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { askHidden } from "./ask-hidden.ts";

test("a pasted line is the answer, and what follows it is not", async () => {
  const input = new PassThrough();
  const answer = askHidden(input);
  input.write("skb_pasted\r\nnext line\n");
  expect(await answer).toBe("skb_pasted");
});

test("an end without a line is an empty answer", async () => {
  const input = new PassThrough();
  const answer = askHidden(input);
  input.end();
  expect(await answer).toBe("");
});

import { expect, test } from "vitest";
import { parseDigest } from "./parse-digest.ts";

test.each([
  ["sealed:req-1", { code: "sealed", reference: "req-1" }],
  ["internal:", { code: "internal", reference: null }],
  ["3141592653", { code: "internal", reference: "3141592653" }],
  ["<b>:x", { code: "internal", reference: "<b>:x" }],
  ["toString:x", { code: "internal", reference: "toString:x" }],
  [undefined, { code: "internal", reference: null }],
])("%j", (digest, parsed) => expect(parseDigest(digest)).toEqual(parsed));

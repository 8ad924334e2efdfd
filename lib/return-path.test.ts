import { expect, test } from "vitest";
import { returnPath, signInPath } from "./return-path.ts";

test.each([
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "https:evil.example",
  "https://evil.example/",
  "javascript:alert(1)",
  "evil.example",
  "/..//evil.example",
  "/.//evil.example",
  "///evil.example",
  "//",
  "",
  null,
  undefined,
])("%j leads home and never to another site", (text) => {
  expect(returnPath(text)).toBe("/");
});

test.each([
  ["/", "/"],
  ["/audit?action=secret.read", "/audit?action=secret.read"],
  ["/projects/proj_0123456789?_rsc=abc&a=1", "/projects/proj_0123456789?a=1"],
  ["/projects/../machines", "/machines"],
])("%s is kept as %s", (text, path) => {
  expect(returnPath(text)).toBe(path);
});

test("the sign-in page is told where to lead back to", () => {
  expect(signInPath("/audit?a=1&b=2")).toBe("/sign-in?next=%2Faudit%3Fa%3D1%26b%3D2");
  expect(signInPath("/")).toBe("/sign-in");
});

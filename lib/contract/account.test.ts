import { expect, test } from "vitest";
import { changePasswordInput, email, newPassword, signInInput } from "./account.ts";

test.each([
  ["Ada@Example.COM", "ada@example.com"],
  ["  ada@example.com\t", "ada@example.com"],
  ["a.b+c@sub.example.co", "a.b+c@sub.example.co"],
])("%j is one account: %s (AT-80)", (typed, canonical) => {
  expect(email.parse(typed)).toBe(canonical);
});

test.each([
  "ada@exämple.com",
  "\u212Aate@example.com",
  "ada@example.com\u200b",
  "ada\u0000@example.com",
  "ada@example.com\nbcc@example.com",
  "ada@@example.com",
  "ada@example..com",
  "<ada@example.com>",
  "ada",
  "@example.com",
  `${"a".repeat(250)}@example.com`,
])("%j is no address, and never folded into one", (typed) => {
  expect(email.safeParse(typed).success).toBe(false);
});

test("a password is as long as it is typed: nothing is trimmed and nothing cut off", () => {
  expect(newPassword.parse("  twelve or more  ")).toBe("  twelve or more  ");
  expect(newPassword.safeParse("elevenchars").success).toBe(false);
  expect(newPassword.safeParse("x".repeat(257)).success).toBe(false);
  expect(
    changePasswordInput.safeParse({ currentPassword: "x", newPassword: "x".repeat(12), role: "owner" })
      .success,
  ).toBe(false);
});

test.each([
  ["", "Enter the password."],
  ["x".repeat(257), "A password has at most 256 characters."],
])("a password that cannot be one is answered in words", (password, message) => {
  const parsed = signInInput.safeParse({ email: "ada@example.com", password });
  expect(parsed.error?.issues.map((issue) => issue.message)).toEqual([message]);
});

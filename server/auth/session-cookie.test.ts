import { expect, test } from "vitest";
import { cookieAttributes, cookieNames, readSecretCookie, secretCookie } from "./session-cookie.ts";

const local = { baseUrl: "http://localhost:3000" };
const site = { baseUrl: "https://secrets.example.com" };
const SECRET = "A".repeat(43);

test("over https every cookie is Secure and bound to this host; on localhost neither is possible", () => {
  for (const name of Object.values(cookieNames(site))) expect(name).toMatch(/^__Host-sikkerkey-/);
  for (const name of Object.values(cookieNames(local))) expect(name).toMatch(/^sikkerkey-/);
  const common = { httpOnly: true, sameSite: "lax", path: "/" };
  expect(cookieAttributes(site)).toEqual({ ...common, secure: true });
  expect(cookieAttributes(local)).toEqual({ ...common, secure: false });
  expect(secretCookie(site, "__Host-x", SECRET, 60)).toBe(
    `__Host-x=${SECRET}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure`,
  );
  expect(secretCookie(local, "x", SECRET, 60)).toBe(
    `x=${SECRET}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax`,
  );
});

test("no cookie's name begins with the session's, which next-auth would take for a part of it", () => {
  const { session, ...others } = cookieNames(local);
  for (const name of Object.values(others)) expect(name.startsWith(session)).toBe(false);
});

test.each([
  ["alone", `s=${SECRET}`, SECRET],
  ["among others", `a=b; s=${SECRET};c=d`, SECRET],
  ["under another name", `xs=${SECRET}; s2=${SECRET}`, null],
  ["sent twice", `s=${SECRET}; s=${"B".repeat(43)}`, null],
  ["too short", `s=${SECRET.slice(1)}`, null],
  ["too long", `s=${SECRET}A`, null],
  ["quoted", `s="${SECRET}"`, null],
  ["escaped", `s=%41${SECRET.slice(1)}`, null],
  ["empty", "s=", null],
])("a cookie %s", (_, cookie, secret) => {
  expect(readSecretCookie(new Headers({ cookie }), "s")).toBe(secret);
});

test("no cookies at all", () => {
  expect(readSecretCookie(new Headers(), "s")).toBeNull();
});

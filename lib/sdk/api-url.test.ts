import { expect, test } from "vitest";
import { checkApiUrl } from "./api-url.ts";

test.each([
  ["https://secrets.example", "https://secrets.example"],
  ["https://secrets.example/", "https://secrets.example"],
  [" https://Secrets.Example:8443 ", "https://secrets.example:8443"],
  ["http://localhost:3000", "http://localhost:3000"],
  ["https://[2001:db8::1]:8443/", "https://[2001:db8::1]:8443"],
])("%j is the origin %s", (text, origin) => {
  expect(checkApiUrl(text, "--url")).toBe(origin);
});

test.each([
  "http://secrets.example",
  "http://127.0.0.1:3000",
  "http://localhost.evil.example",
  "http://localhost@evil.example",
  "https://user:password@secrets.example",
  "https://secrets.example/path",
  "https://secrets.example?x=1",
  "https://secrets.example#x",
  "ftp://secrets.example",
  "file:///etc/passwd",
  "secrets.example",
  "",
])("%j is refused", (text) => {
  expect(() => checkApiUrl(text, "--url")).toThrow("--url is not usable");
});

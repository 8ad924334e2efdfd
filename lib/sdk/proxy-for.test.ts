import { describe, expect, test } from "vitest";
import { proxyFor } from "./proxy-for.ts";

const PROXY = "http://proxy.example:3128";
const uses = (origin: string, noProxy = "") =>
  proxyFor(origin, { HTTPS_PROXY: PROXY, NO_PROXY: noProxy }) !== null;

describe("which proxy", () => {
  test.each([
    [{}, null],
    [{ HTTPS_PROXY: "" }, null],
    [{ HTTPS_PROXY: PROXY }, "http://proxy.example:3128"],
    [{ https_proxy: "http://lower.example:1", HTTPS_PROXY: PROXY }, "http://lower.example:1"],
    [{ ALL_PROXY: PROXY }, "http://proxy.example:3128"],
    [{ HTTP_PROXY: PROXY }, null],
    [{ HTTPS_PROXY: "proxy.example:8080" }, "http://proxy.example:8080"],
    [{ HTTPS_PROXY: "https://proxy.example" }, "https://proxy.example:443"],
    [{ HTTPS_PROXY: "http://proxy.example" }, "http://proxy.example:80"],
  ] as const)("%j is %s", (env, shown) => {
    expect(proxyFor("https://secrets.example", env)?.shown ?? null).toBe(shown);
  });

  test("plain http, which is for this computer alone, and this computer itself never go through one", () => {
    for (const origin of [
      "http://localhost:3000",
      "https://localhost:3000",
      "https://127.0.0.1",
      "https://127.9.9.9",
      "https://[::1]:3000",
    ])
      expect(uses(origin), origin).toBe(false);
  });
});

describe("NO_PROXY", () => {
  test.each([
    ["secrets.example", true],
    ["SECRETS.example", true],
    ["example", true],
    [".example", true],
    ["*.example", true],
    ["*", true],
    ["other.example, secrets.example", true],
    ["other.example secrets.example", true],
    ["secrets.example:443", true],
    ["secrets.example:8443", false],
    ["ets.example", false],
    ["a.secrets.example", false],
    ["secrets.example.org", false],
    [",", false],
    [".", false],
  ] as const)("%j excepts https://secrets.example: %s", (noProxy, isExempt) => {
    expect(uses("https://secrets.example", noProxy)).toBe(!isExempt);
  });

  test.each([
    ["https://10.1.2.3", "10.1.2.3", true],
    ["https://10.1.2.3", "10.0.0.0/8", true],
    ["https://10.1.2.3", "10.1.2.3:443", true],
    ["https://10.1.2.3", "11.0.0.0/8", false],
    ["https://10.1.2.3", "2.3", false],
    ["https://10.1.2.3", "10.0.0.0/99", false],
    ["https://[2001:db8::1]", "2001:db8::/32", true],
    ["https://[2001:db8::1]", "[2001:db8::1]:443", true],
    ["https://[2001:db8::1]", "[2001:db8:0::1]", true],
    ["https://secrets.example", "10.0.0.0/8", false],
  ] as const)("%s with %j is excepted: %s", (origin, noProxy, isExempt) => {
    expect(uses(origin, noProxy)).toBe(!isExempt);
  });
});

test("user name and password become a header and are shown nowhere", () => {
  const found = proxyFor("https://secrets.example", { HTTPS_PROXY: "http://us%40er:p%3Aw@proxy.example:1" });
  expect(found?.authorization).toBe(`Basic ${Buffer.from("us@er:p:w").toString("base64")}`);
  const { authorization: _, ...others } = found ?? {};
  expect(JSON.stringify(others)).not.toMatch(/us@er|us%40er|p:w|p%3Aw/);
});

test.each(["socks5://u:hidden@proxy.example", "http://u:hid%den@proxy.example", "http://u:hidden@[bad"])(
  "%s is refused without its password",
  (text) => {
    let message = "";
    try {
      proxyFor("https://secrets.example", { HTTPS_PROXY: text });
    } catch (error) {
      message = String(error);
    }
    expect(message).toMatch(/^ClientError: HTTPS_PROXY is not usable: /);
    expect(message).not.toMatch(/hidden|hid%den/);
  },
);

import { describe, expect, test } from "vitest";
import { planeOf } from "./plane.ts";
import { checkMachineTarget, checkPageTarget } from "./target.ts";

const machineTargets = [
  "/v1/secrets",
  "/v1/secret/sk_0123456789",
  "/v1/vault_a/enroll/register",
  "/v1/a.b~c-d",
  `/v1/bootstrap/skb_${"aB3".repeat(16)}x`,
];

const hostileMachineTargets = [
  "/v1",
  "/v1/",
  "/v1/secrets/",
  "/v1/secrets?x=1",
  "/v1/secret/a?nxtPid=other",
  "/v1/secret/a?_rsc=1",
  "/v1/secret/%2e%2e/secrets",
  "/v1/x/../secret/a",
  "/v1/./secrets",
  "/v1/secret/..",
  "/v1//secret/a",
  "//v1/secret/a",
  "/v1/secret\\a",
  "/v1/secret/a%2Fb",
  "/v1/secret/a%00",
  "/v1/secret/%ff",
  "/v1/secret/a;x=1",
  "/v1/secret/a#f",
  "/V1/secret/a",
  "/%761/secret/a",
  "/%2576%31/../v1/secret/a",
  "/x/../v1/secret/a",
  "/v1/secret/a:1700000000:AAAA",
  "/v1/secret/é",
  "http://evil.example/v1/secret/a",
  `/v1/${"a".repeat(257)}`,
];

describe("the machine plane", () => {
  test.each(machineTargets)("takes %s", (target) => {
    expect(planeOf(target)).toBe("machine");
    expect(() => checkMachineTarget(target)).not.toThrow();
  });

  test.each(hostileMachineTargets)("claims and refuses %s", (target) => {
    expect(planeOf(target)).toBe("machine");
    expect(() => checkMachineTarget(target)).toThrow("The request target is not valid.");
  });
});

const pageTargets = [
  "/",
  "/projects/proj_0123456789/secrets?sort=name&q=a%20b",
  "/_next/static/chunks/%5Broot-of-the-server%5D__0a1b._.js",
  "/npm/@sikkerkey%2fcli",
  "/api/trpc/secrets.list?input=%7B%22projectId%22%3A%22x%22%7D",
  "/sign-in?callbackUrl=/projects",
  "/search?q={a}|[b]^`c",
];

const hostilePageTargets = [
  "",
  "*",
  "http://evil.example/",
  "//evil.example/",
  "/a//b",
  "/a/../b",
  "/a/%2e%2e/b",
  "/%2e/b",
  "/a%2f%2fb",
  "/a\\b",
  "/a%5cb",
  "/a%00b",
  "/a%0d%0aLocation:x",
  "/%ff",
  "/%",
  "/%zz",
  "/a#b",
  "/a?b#c",
  "/a?b\\c",
  "/a b",
  "/é",
  '/a"b',
  "/<script>",
];

describe("pages", () => {
  test.each(pageTargets)("take %s", (target) => {
    expect(planeOf(target)).not.toBe("machine");
    expect(() => checkPageTarget(target)).not.toThrow();
  });

  test.each(hostilePageTargets)("refuse %s", (target) => {
    expect(() => checkPageTarget(target)).toThrow("The request target is not valid.");
  });
});

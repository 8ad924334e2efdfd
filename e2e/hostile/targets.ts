import { type HostileCase, hostile } from "./hostile-case.ts";

const REFUSED = [
  "/v1/secret/%2e%2e/secrets",
  "/v1/x/../secret/a",
  "/v1/./secrets",
  "/v1//secret/a",
  "//v1/secret/a",
  "/v1/secret/a/",
  "/v1/",
  "/v1",
  "/v1/secret\\a",
  "/v1/secret/a%2Fb",
  "/v1/secret/a%00",
  "/v1/secret/%ff",
  "/v1/secret/a;x=1",
  "/v1/secret/a#f",
  "/V1/secret/a",
  "/%761/secret/a",
  "/%2e/v1/secret/a",
  "/x/../v1/secret/a",
  "/v1/secret/a?x=1",
  "/v1/secret/a?nxtPsecretId=other",
  "/v1/secret/a?_rsc=1",
  "/v1/secret/a:1700000000:AAAAAAAAAAAAAAAAAAAAAA==",
  "http://evil.example/v1/secret/a",
  "https://evil.example:443/v1/secret/a",
];

/** Targets that some reader could take for another resource (AT-14 to AT-17). */
export const targetCases: readonly HostileCase[] = [
  ...REFUSED.map((target) => hostile(`target ${target}`, `GET ${target}`, 400)),
  hostile("an absolute form of a page", "GET http://evil.example/sign-in", 400),
  hostile("a path that is a host", "GET //evil.example/sign-in", 400),
  hostile("a backslash in a page", "GET /sign-in\\..", 400),
  hostile("a malformed escape in a page", "GET /%ff", 400),
  hostile("a header line in a page", "GET /%0d%0aLocation:%20http://evil.example", 400),
  hostile("an unknown machine route", "GET /v1/unknown", 404),
  hostile("an upper-case route", "GET /v1/SECRET/a", 404),
  hostile("the asterisk", "OPTIONS *", 400),
];

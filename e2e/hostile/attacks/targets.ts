import { badTarget, pageRefusal, refusal, unreadable } from "./answers.ts";
import type { Attack, AttackId } from "./attack.ts";
import { plain } from "./plain.ts";

const REFUSED: Readonly<Record<AttackId, readonly string[]>> = {
  "AT-14": [
    "/v1/secret/a?x=1",
    "/v1/secret/a?",
    "/v1/secret/a?nxtPsecretId=other",
    "/v1/secret/a?nxtPid=other",
    "/v1/secret/a?_rsc=1",
  ],
  "AT-15": ["/v1/secret/a:1700000000:AAAAAAAAAAAAAAAAAAAAAA==", "/v1/secret/a:1700000000"],
  "AT-16": [
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
    `/v1/secret/${"a".repeat(300)}`,
  ],
  "AT-17": ["http://evil.example/v1/secret/a", "https://evil.example:443/v1/secret/a"],
};

const page = (at: AttackId, name: string, line: string) =>
  plain(at, name, line, pageRefusal("invalid_request", { sentence: "The request target is not valid." }));

/** Targets that some reader could take for another resource (AT-14 to AT-17). */
export const targets: readonly Attack[] = [
  ...Object.entries(REFUSED).flatMap(([at, all]) =>
    all.map((target) => plain(at as AttackId, `target ${target}`, `GET ${target}`, badTarget)),
  ),
  page("AT-17", "an absolute form of a page", "GET http://evil.example/sign-in"),
  page("AT-17", "a path that is a host", "GET //evil.example/sign-in"),
  page("AT-16", "a backslash in a page", "GET /sign-in\\.."),
  page("AT-16", "a malformed escape in a page", "GET /%ff"),
  page("AT-17", "a header line in a page", "GET /%0d%0aLocation:%20http://evil.example"),
  page("AT-16", "the asterisk", "OPTIONS *"),
  plain("AT-16", "target \\v1\\secret\\a", "GET \\v1\\secret\\a", unreadable()),
  plain("AT-17", "a host without a scheme", "GET evil.example/v1/secret/a", unreadable()),
  plain("AT-16", "an unknown machine route", "GET /v1/unknown", refusal("not_found")),
  plain("AT-16", "an upper-case route", "GET /v1/SECRET/a", refusal("not_found")),
  plain("AT-16", "the name of a file of ours", "GET /v1/secret/[secretId]", badTarget),
  plain("AT-16", "the name of every object's field", "GET /v1/__proto__", refusal("not_found")),
];

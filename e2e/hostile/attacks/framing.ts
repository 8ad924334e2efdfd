import { pageRefusal, refusal, unauthenticated, unreadable } from "./answers.ts";
import type { Answer, Attack, AttackId } from "./attack.ts";
import { plain } from "./plain.ts";

const LIST = "POST /v1/secrets/list";
const CHUNK = `4000\r\n${"x".repeat(0x4000)}\r\n`;
const smuggled = "GET /v1/secret/smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
const notAccepted = (header: string) =>
  refusal("invalid_request", { sentence: `The header ${header} is not accepted.` });
const encoded = { sentence: "Send the body without a content encoding." };
const noBody = refusal("invalid_request", { sentence: "A GET request has no body." });

const list = (at: AttackId, name: string, answer: Answer, headers: readonly string[], body = "") =>
  plain(at, name, LIST, answer, { headers, body });

/** Framing that two readers could measure differently. */
const smuggling: readonly Attack[] = [
  list(
    "AT-19",
    "length and chunks at once",
    unreadable(),
    ["Content-Length: 4", "Transfer-Encoding: chunked"],
    `0\r\n\r\n${smuggled}`,
  ),
  list(
    "AT-19",
    "chunks and length at once",
    unreadable(),
    ["Transfer-Encoding: chunked", "Content-Length: 4"],
    `0\r\n\r\n${smuggled}`,
  ),
  list("AT-19", "two lengths", unreadable(), ["Content-Length: 0", "Content-Length: 49"], smuggled),
  list("AT-19", "two equal lengths", unreadable(), ["Content-Length: 2", "Content-Length: 2"], "{}"),
  ...["+2", "0x2", "2,2", "-1", "2 2", "99999999999999999999"].map((length) =>
    list("AT-19", `length ${length}`, unreadable(), [`Content-Length: ${length}`], "{}"),
  ),
  ...["xchunked", "chunked, identity", "identity", "chunked\u000b", "chunked, chunked", "\u000bchunked"].map(
    (coding) =>
      list(
        "AT-19",
        `transfer encoding ${JSON.stringify(coding)}`,
        unreadable(),
        [`Transfer-Encoding: ${coding}`],
        "0\r\n\r\n",
      ),
  ),
  list(
    "AT-19",
    "transfer encoding twice",
    unreadable(),
    ["Transfer-Encoding: chunked", "Transfer-Encoding: identity"],
    "0\r\n\r\n",
  ),
  list(
    "AT-19",
    "transfer encoding after gzip",
    unauthenticated,
    ["Transfer-Encoding: gzip, chunked"],
    "0\r\n\r\n",
  ),
  list("AT-19", "a space before the colon", unreadable(), ["Transfer-Encoding : chunked"], "0\r\n\r\n"),
  list("AT-19", "a bare line feed between headers", unreadable(), ["X-A: b\nContent-Length: 2"], "{}"),
  list("AT-19", "a chunk without a size", unreadable(), ["Transfer-Encoding: chunked"], "\r\n0\r\n\r\n"),
  list(
    "AT-19",
    "a chunk of a negative size",
    unreadable(),
    ["Transfer-Encoding: chunked"],
    "-1\r\na\r\n0\r\n\r\n",
  ),
  list(
    "AT-19",
    "a chunk of more than there is",
    unreadable(),
    ["Transfer-Encoding: chunked"],
    "fffffffffffffffff\r\na\r\n0\r\n\r\n",
  ),
  plain("AT-19", "a folded header", "GET /v1/secrets", unreadable(), { headers: ["X-Machine-Id: a", " b"] }),
  list(
    "AT-19",
    "1 MB of chunk extensions",
    unreadable("body_too_large"),
    ["Transfer-Encoding: chunked"],
    `1;${"x".repeat(1_000_000)}\r\na\r\n0\r\n\r\n`,
  ),
  list(
    "AT-19",
    "a trailer",
    refusal("invalid_request", { sentence: "Trailers are not accepted." }),
    ["Transfer-Encoding: chunked"],
    "0\r\nX-Nonce: b\r\n\r\n",
  ),
  list(
    "AT-19",
    "a trailer announced",
    notAccepted("trailer"),
    ["Transfer-Encoding: chunked", "Trailer: X-Nonce"],
    "0\r\nX-Nonce: b\r\n\r\n",
  ),
  list("AT-19", "Expect", notAccepted("expect"), ["Expect: 100-continue", "Content-Length: 2"]),
  list("AT-19", "an Expect nobody knows", notAccepted("expect"), ["Expect: a-miracle", "Content-Length: 2"]),
  plain("AT-19", "h2c", "GET /v1/secrets", unreadable(), {
    headers: ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABk"],
  }),
  plain("AT-19", "an upgrade without the connection's", "GET /v1/secrets", notAccepted("upgrade"), {
    headers: ["Upgrade: h2c"],
  }),
  {
    at: "AT-19",
    name: "HTTP/2 without asking",
    bytes: () => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    answer: unreadable(),
  },
  {
    at: "AT-19",
    name: "TLS to a plain port",
    bytes: () => "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    answer: unreadable(),
  },
  {
    at: "AT-19",
    name: "HTTP/0.9",
    bytes: () => "GET /v1/secrets\r\n\r\n",
    answer: refusal("invalid_request", { sentence: "The Host header is missing." }),
  },
];

/** Bodies that are too large, too slow, compressed, or should not be there (AT-23, AT-25, AT-97). */
const bodies: readonly Attack[] = [
  plain("AT-25", "a GET with a body", "GET /v1/secrets", noBody, {
    headers: ["Content-Length: 2"],
    body: "{}",
  }),
  plain("AT-25", "a GET with chunks", "GET /v1/secrets", noBody, {
    headers: ["Transfer-Encoding: chunked"],
    body: "2\r\n{}\r\n0\r\n\r\n",
  }),
  plain(
    "AT-25",
    "a page with a body",
    "GET /sign-in",
    pageRefusal("invalid_request", { sentence: "A GET request has no body." }),
    {
      headers: ["Content-Length: 2"],
      body: "{}",
    },
  ),
  list(
    "AT-23",
    "64 KiB and a byte",
    refusal("body_too_large"),
    ["Content-Length: 65537"],
    "x".repeat(65_537),
  ),
  list(
    "AT-23",
    "64 KiB and a byte, in chunks",
    refusal("body_too_large"),
    ["Transfer-Encoding: chunked"],
    `10001\r\n${"x".repeat(65_537)}\r\n0\r\n\r\n`,
  ),
  list(
    "AT-23",
    "30 MB announced",
    refusal("body_too_large"),
    ["Content-Length: 31457280"],
    "x".repeat(100_000),
  ),
  list("AT-23", "the whole 64 KiB, unsigned", unauthenticated, ["Content-Length: 65536"], "x".repeat(65_536)),
  {
    ...list("AT-23", "chunks without end", refusal("body_too_large"), ["Transfer-Encoding: chunked"]),
    drip: { chunks: Array(20).fill(CHUNK), everyMs: 2 },
  },
  {
    ...list("AT-23", "a byte a second", refusal("request_timeout"), ["Content-Length: 1000"]),
    drip: { chunks: Array(30).fill("x"), everyMs: 1_000 },
    isSlow: true,
  },
  ...["gzip", "br", "deflate", "zstd", "identity", "GZIP", "x-gzip"].map((coding) =>
    list(
      "AT-97",
      `a body in ${coding}`,
      refusal("unsupported_media_type", encoded),
      [`Content-Encoding: ${coding}`, "Content-Length: 2"],
      "ab",
    ),
  ),
  plain(
    "AT-97",
    "a sign-in in gzip",
    "POST /api/auth/callback/credentials",
    pageRefusal("unsupported_media_type", encoded),
    {
      headers: ["Content-Encoding: gzip", "Content-Type: application/json", "Content-Length: 2"],
      body: "ab",
    },
  ),
];

export const framing: readonly Attack[] = [...smuggling, ...bodies];

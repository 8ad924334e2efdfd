import { type HostileCase, hostile } from "./hostile-case.ts";

const LIST = "POST /v1/secrets/list";
const CHUNK = `4000\r\n${"x".repeat(0x4000)}\r\n`;
const smuggled = "GET /v1/secret/smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

/** Bodies and framing that two readers could measure differently, or that never end (AT-19, AT-20, AT-23, AT-25, AT-97). */
export const framingCases: readonly HostileCase[] = [
  hostile("length and chunks at once", LIST, 400, {
    headers: ["Content-Length: 4", "Transfer-Encoding: chunked"],
    body: `0\r\n\r\n${smuggled}`,
  }),
  hostile("two lengths", LIST, 400, { headers: ["Content-Length: 0", "Content-Length: 49"], body: smuggled }),
  hostile("two equal lengths", LIST, 400, {
    headers: ["Content-Length: 2", "Content-Length: 2"],
    body: "{}",
  }),
  ...["xchunked", "chunked, identity", "identity", "chunked\u000b", "gzip, chunked"].map((coding) =>
    hostile(`transfer encoding ${JSON.stringify(coding)}`, LIST, [400, 401, 501], {
      headers: [`Transfer-Encoding: ${coding}`],
      body: "0\r\n\r\n",
    }),
  ),
  hostile("a space before the colon", LIST, 400, {
    headers: ["Transfer-Encoding : chunked"],
    body: "0\r\n\r\n",
  }),
  hostile("a folded header", "GET /v1/secrets", 400, { headers: ["X-Machine-Id: a", " b"] }),
  hostile("1 MB of chunk extensions", LIST, 413, {
    headers: ["Transfer-Encoding: chunked"],
    body: `1;${"x".repeat(1_000_000)}\r\na\r\n0\r\n\r\n`,
  }),
  hostile("a trailer", LIST, 400, {
    headers: ["Transfer-Encoding: chunked"],
    body: "0\r\nX-Nonce: b\r\n\r\n",
  }),
  hostile("h2c", "GET /v1/secrets", 400, {
    headers: ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABk"],
  }),
  { name: "HTTP/2 without asking", bytes: () => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", statuses: [400] },
  hostile("a tunnel", "CONNECT 169.254.169.254:80", 400),
  hostile("Expect", LIST, 400, { headers: ["Expect: 100-continue", "Content-Length: 2"] }),
  hostile("a GET with a body", "GET /v1/secrets", 400, { headers: ["Content-Length: 2"], body: "{}" }),
  hostile("64 KiB and a byte", LIST, 413, { headers: ["Content-Length: 65537"], body: "x".repeat(65_537) }),
  hostile("30 MB announced", LIST, 413, { headers: ["Content-Length: 31457280"], body: "x".repeat(100_000) }),
  {
    ...hostile("chunks without end", LIST, 413, { headers: ["Transfer-Encoding: chunked"] }),
    drip: { chunks: Array(20).fill(CHUNK), everyMs: 2 },
  },
  {
    ...hostile("a byte a second", LIST, 408, { headers: ["Content-Length: 1000"] }),
    drip: { chunks: Array(30).fill("x"), everyMs: 1_000 },
  },
  ...["gzip", "br", "deflate", "zstd"].map((coding) =>
    hostile(`a body in ${coding}`, LIST, 415, {
      headers: [`Content-Encoding: ${coding}`, "Content-Length: 2"],
      body: "ab",
    }),
  ),
];

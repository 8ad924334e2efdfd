import { requestText, signedLines } from "#e2e/raw-signed.ts";
import { okText, okValue, pageRefusal, refusal, unauthenticated, unreadable } from "./answers.ts";
import type { Attack } from "./attack.ts";
import { aRead } from "./effects.ts";
import { enrollment } from "./enrollment.ts";
import type { Ground } from "./ground.ts";
import { plain } from "./plain.ts";

const SIGNED = ["X-Machine-Id: 0190", "X-Timestamp: 1700000000", "X-Nonce: AAAA", "X-Signature: AAAA"];
const moreThanOnce = (name: string) =>
  refusal("invalid_request", { sentence: `The header ${name.toLowerCase()} came more than once.` });
const notAllowed = (allow: string) => refusal("method_not_allowed", { headers: { allow } });
const noHost = refusal("invalid_request", { sentence: "The Host header is missing." });

const twice = (name: string, first: string, second: string) =>
  plain("AT-08", `${name} twice (${first}, ${second})`, "GET /v1/secrets", moreThanOnce(name), {
    headers: [`${name}: ${first}`, `${name.toLowerCase()}: ${second}`],
  });

/** A good read, with one of its own headers said again. */
const repeated = (name: string, again: (line: string) => string): Attack => ({
  at: "AT-08",
  name: `a good request whose ${name} comes again`,
  bytes: (ground) => {
    const lines = good(ground);
    const line = lines.find((one) => one.startsWith(`${name}:`)) ?? "";
    return requestText(`GET ${pathOf(ground)}`, [...lines, again(line)]);
  },
  answer: moreThanOnce(name),
});

const pathOf = ({ secret }: Ground) => `/v1/secret/${secret.id}`;
const good = (ground: Ground) => signedLines(ground.machine, { path: pathOf(ground) });

const foreign = (name: string, target: string, host: string): Attack => ({
  ...plain("AT-18", name, `GET ${target}`, refusal("misdirected"), { host }),
  answer: ({ server }) => {
    const sentence = `This server does not answer for that host name. Open ${server.url}, or set SIKKERKEY_BASE_URL to the address people use.`;
    if (!target.startsWith("/api/")) return pageRefusal("misdirected", { sentence });
    const { headers, status } = refusal("misdirected");
    return { status, headers, body: /^\{"error":\{"message":"This server does not answer/ };
  },
});

const bare = (name: string, text: string, answer = noHost): Attack => ({
  at: "AT-18",
  name,
  bytes: () => text,
  answer,
});

/** Headers said twice, missing, too many, or speaking for somebody else (AT-08, AT-12, AT-18, AT-24). */
export const headers: readonly Attack[] = [
  ...["X-Timestamp", "X-Signature", "X-Machine-Id", "X-Nonce", "Authorization", "Content-Type"].flatMap(
    (name) => [twice(name, "a", "a"), twice(name, "a", "b")],
  ),
  ...["x-machine-id", "x-timestamp", "x-nonce", "x-signature"].flatMap((name) => [
    repeated(name, (line) => line),
    repeated(name, () => `${name}: A`),
  ]),
  plain(
    "AT-12",
    "HEAD of a signed route",
    "HEAD /v1/secrets",
    { ...notAllowed("GET"), body: "" },
    { headers: SIGNED },
  ),
  ...["OPTIONS", "TRACE", "PUT", "DELETE", "PATCH", "POST"].map((method) =>
    plain("AT-12", `${method} where only GET is`, `${method} /v1/secrets`, notAllowed("GET"), {
      headers: [...SIGNED, "Content-Length: 0"],
    }),
  ),
  plain("AT-12", "GET where only POST is", "GET /v1/secrets/export", notAllowed("POST"), { headers: SIGNED }),
  {
    at: "AT-12",
    name: "a good GET sent as HEAD",
    bytes: (ground) => requestText(`HEAD ${pathOf(ground)}`, good(ground)),
    answer: { ...notAllowed("GET"), body: "" },
  },
  {
    at: "AT-12",
    name: "a good GET sent as POST",
    bytes: (ground) => requestText(`POST ${pathOf(ground)}`, good(ground)),
    answer: notAllowed("GET"),
  },
  {
    at: "AT-12",
    name: "a method override is not heard",
    bytes: (ground) =>
      requestText(`GET ${pathOf(ground)}`, [
        ...good(ground),
        "X-HTTP-Method-Override: DELETE",
        "X-HTTP-Method: DELETE",
        "X-Method-Override: POST",
      ]),
    answer: ({ secret }) => okValue(secret),
    effect: aRead,
  },
  plain("AT-18", "two Hosts on a signed route", "GET /v1/secrets", moreThanOnce("host"), {
    headers: ["Host: evil.example"],
  }),
  plain(
    "AT-18",
    "two Hosts on a page",
    "GET /sign-in",
    pageRefusal("invalid_request", { sentence: "The header host came more than once." }),
    {
      headers: ["Host: evil.example"],
    },
  ),
  bare("no Host", "GET /v1/secrets HTTP/1.1\r\n\r\n"),
  bare("no Host in HTTP/1.0", "GET /v1/secrets HTTP/1.0\r\n\r\n"),
  bare(
    "a page without Host",
    "GET / HTTP/1.1\r\n\r\n",
    pageRefusal("invalid_request", { sentence: "The Host header is missing." }),
  ),
  foreign("a foreign Host on a page", "/sign-in", "evil.example"),
  foreign("a Host that starts like ours", "/sign-in", "localhost.evil.example"),
  foreign("a foreign Host on the API", "/api/trpc/setup.status", "evil.example"),
  {
    ...enrollment("AT-18", "an enrollment with a foreign Host still names our address", {
      headers: [
        "X-Forwarded-Host: evil.example",
        "X-Forwarded-Proto: gopher",
        "Forwarded: host=evil.example",
      ],
      host: "evil.example",
    }),
    answer: ({ server }) => okText(new RegExp(`"apiUrl":"${server.url}"\\}$`)),
  },
  plain("AT-24", "20 KB of headers", "GET /v1/secrets", unreadable("headers_too_large"), {
    headers: [`X-Big: ${"a".repeat(20_000)}`],
  }),
  plain("AT-24", "200 headers", "GET /v1/secrets", refusal("headers_too_large"), {
    headers: Array.from({ length: 200 }, (_, at) => `X-${at}: 1`),
  }),
  plain("AT-24", "200 headers on a page", "GET /sign-in", pageRefusal("headers_too_large"), {
    headers: Array.from({ length: 200 }, (_, at) => `X-${at}: 1`),
  }),
  plain("AT-24", "a request line of 20 KB", `GET /v1/${"a".repeat(20_000)}`, unreadable("headers_too_large")),
  plain("AT-12", "made-up facts of the gate", "GET /v1/secrets", unauthenticated, {
    headers: ["X-Gate-Facts: e30.AAAA", "X-Gate-Peer: 10.0.0.1"],
  }),
  plain("AT-12", "a header called __proto__", "GET /v1/secrets", unauthenticated, {
    headers: ["__proto__: x", "constructor: y"],
  }),
];

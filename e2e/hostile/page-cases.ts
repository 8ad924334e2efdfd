import { type HostileCase, hostile } from "./hostile-case.ts";

/** The shape that made React's decoder run strangers' code in 2025, aimed at every kind of path. */
const FLIGHT = [
  '------x\r\nContent-Disposition: form-data; name="0"\r\n\r\n',
  '{"then":"$1:__proto__:then","status":"resolved_model","reason":-1,"value":"{\\"then\\":\\"$B0\\"}",',
  '"_response":{"_prefix":"process.mainModule.require(\'child_process\').execSync(\'id\');",',
  '"_formData":{"get":"$1:constructor:constructor"}}}\r\n',
  '------x\r\nContent-Disposition: form-data; name="1"\r\n\r\n"$@0"\r\n------x--\r\n',
].join("");

const flight = (path: string) =>
  hostile(`Flight to ${path}`, `POST ${path}`, [400, 401, 403, 404, 405, 415], {
    headers: [
      "Next-Action: x",
      "Content-Type: multipart/form-data; boundary=----x",
      `Content-Length: ${FLIGHT.length}`,
    ],
    body: FLIGHT,
  });

const upgrade = (line: string) =>
  hostile(`upgrade ${line}`, line, 400, {
    headers: [
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
    ],
  });

/** What a page never answers (AT-17, AT-20 to AT-22, AT-95, AT-96). */
export const pageCases: readonly HostileCase[] = [
  ...["/", "/sign-in", "/projects", "/v1/secrets/list", "/api/trpc/projects.list", "/nowhere"].map(flight),
  hostile("an action on a GET", "GET /sign-in", 400, { headers: ["Next-Action: 7f"] }),
  ...["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"].map((method) =>
    hostile(`${method} of a page`, `${method} /sign-in`, 405, { headers: ["Content-Length: 0"] }),
  ),
  ...[
    "GET /",
    "GET /_next/webpack-hmr",
    "GET http://169.254.169.254/",
    "GET /v1/secrets",
    "GET //169.254.169.254/",
  ].map(upgrade),
  hostile("the image optimiser", "GET /_next/image?url=http%3A%2F%2F169.254.169.254%2F&w=64&q=75", 404),
  hostile("the image optimiser, escaped", "GET /_next/%69mage?url=%2Ffavicon.svg&w=64&q=75", 404),
  ...[
    "/metrics",
    "/health",
    "/.env",
    "/.git/config",
    "/server-status",
    "/api/trpc/panel",
    "/api/trpc",
    "/_next/data/x.json",
  ].map((path) => hostile(`a look at ${path}`, `GET ${path}`, [400, 401, 403, 404])),
  hostile("a source map", "GET /_next/static/chunks/main.js.map", 404),
  hostile("the build's own files", "GET /_next/server/app/page.js", 404),
  hostile("a way out of the static files", "GET /_next/static/..%2f..%2fserver/app/page.js", 400),
];

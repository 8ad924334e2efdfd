import postgres from "postgres";
import { expect, test } from "vitest";
import { clientsOf } from "./pipelined-client.ts";

const URL_OF = "postgres://us%40er:p%2Fw@db.example:6543/base";
const read = (url: string) =>
  clientsOf(postgres(url, { connection: { application_name: "ours", jit: "off" } }).options, {
    enable_seqscan: "off",
  }).map((ways) => ways.map((make) => make()));
const startupOf = (client: object | undefined): unknown =>
  client !== undefined && "getStartupConf" in client && typeof client.getStartupConf === "function"
    ? client.getStartupConf()
    : null;

test("user, database, address and settings are those of postgres.js", () => {
  const [[client] = []] = read(`${URL_OF}?search_path=a%20b&options=-c%20x.y%3D1`);
  expect(client).toMatchObject({ host: "db.example", port: 6543, user: "us@er", database: "base" });
  expect(startupOf(client)).toEqual({
    user: "us@er",
    database: "base",
    client_encoding: "UTF8",
    application_name: "ours",
    jit: "off",
    search_path: "a b",
    options: "-c x.y=1",
    enable_seqscan: "off",
  });
});

test("a user among the parameters is who logs in, and an empty parameter is not sent", () => {
  const [[client] = []] = read("postgres://one@db.example/base?user=two&search_path=");
  expect(startupOf(client)).toMatchObject({ user: "two" });
  expect(startupOf(client)).not.toHaveProperty("search_path");
});

test.each([
  ["disable", [false]],
  ["require", [{ rejectUnauthorized: false }]],
  ["prefer", [{ rejectUnauthorized: false }, false]],
  ["verify-full", [true]],
])("sslmode=%s", (mode, ways) => {
  expect(read(`${URL_OF}?sslmode=${mode}`).map((each) => each.map(({ ssl }) => ssl))).toEqual([ways]);
});

test("several servers are tried in their order", () => {
  const addresses = read("postgres://u:p@one,two:5433/base").flat();
  expect(addresses.map(({ host, port }) => [host, port])).toEqual([
    ["one", 5432],
    ["two", 5433],
  ]);
});

import postgres from "postgres";
import { expect, test } from "vitest";
import { clientOptions } from "./pipelined-options.ts";

const URL_OF = "postgres://us%40er:p%2Fw@db.example:6543/base";
const optionsOf = (url: string) =>
  clientOptions(postgres(url, { connection: { application_name: "ours", jit: "off" } }).options, {
    enable_seqscan: "off",
  });

test("user, password, database, address and settings are those of the other driver", () => {
  expect(optionsOf(`${URL_OF}?search_path=a%20b`)).toEqual([
    expect.objectContaining({
      host: "db.example",
      port: 6543,
      user: "us@er",
      password: "p/w",
      database: "base",
      application_name: "ours",
      options: "-c jit=off -c search_path=a\\ b -c enable_seqscan=off",
      ssl: false,
    }),
  ]);
});

test.each([
  ["disable", [false]],
  ["require", [{ rejectUnauthorized: false }]],
  ["prefer", [{ rejectUnauthorized: false }, false]],
  ["verify-full", [true]],
])("sslmode=%s", (mode, ways) => {
  expect(optionsOf(`${URL_OF}?sslmode=${mode}`).map(({ ssl }) => ssl)).toEqual(ways);
});

test("several servers are tried in their order", () => {
  const addresses = optionsOf("postgres://u:p@one,two:5433/base").map(({ host, port }) => [host, port]);
  expect(addresses).toEqual([
    ["one", 5432],
    ["two", 5433],
  ]);
});

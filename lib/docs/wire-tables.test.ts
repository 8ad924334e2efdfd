import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { WIRE_ROUTES } from "./wire-tables.ts";

const V1 = join(import.meta.dirname, "../../app/v1");

test("the page names every route of machines, and no other", () => {
  const files = readdirSync(V1, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith("route.ts"),
  );
  const routes = files.map((file) => `/v1/${file.replace(/\/route\.ts$/, "").replace(/\[(\w+)\]/g, "{$1}")}`);
  const named = [...WIRE_ROUTES.signed, ...WIRE_ROUTES.unsigned].map(([call]) =>
    call.replace(/^`\w+ |`$/g, ""),
  );
  expect(named.sort()).toEqual(routes.sort());
});

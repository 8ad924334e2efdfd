import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MACHINE_ROUTES } from "./routes.ts";

const app = join(import.meta.dirname, "../../app");

/** `template METHOD` of every handler that a route file exports, read from its text. */
function handlersOnDisk(): string[] {
  const files = readdirSync(join(app, "v1"), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith("/route.ts"))
    .flatMap((file) => {
      const text = readFileSync(join(app, "v1", file), "utf8");
      const template = `/v1/${file.replace(/\/route\.ts$/, "")}`;
      return [...text.matchAll(/^export (?:const|async function|function) ([A-Z]+)\b/gm)].map(
        ([, method]) => `${template} ${method}`,
      );
    });
}

test("the fast path serves exactly the handlers that Next would", () => {
  const inTable = MACHINE_ROUTES.flatMap(({ template, handlers }) =>
    Object.keys(handlers).map((method) => `${template} ${method}`),
  );
  expect(inTable.sort()).toEqual(handlersOnDisk().sort());
});

test("every file names the template under which it is served", () => {
  for (const { template } of MACHINE_ROUTES) {
    const text = readFileSync(join(app, template, "route.ts"), "utf8");
    expect(text).toContain(`"${template}"`);
  }
});

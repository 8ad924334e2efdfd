import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SDK_ERRORS, SDK_MEMBERS, SDK_OPTIONS } from "./sdk-table.ts";

const source = (name: string) => readFileSync(join(import.meta.dirname, "../sdk", name), "utf8");

test("the reference page has every public member of the client, and no other", () => {
  const body = source("sikkerkey.ts").split("export class SikkerKey {")[1]?.split("\n}\n")[0] ?? "";
  const members = [...body.matchAll(/^ {2}(?:static |get |async )*(\w+)\(/gm)].map(([, name]) => name);
  const declared = new Set(members.filter((name) => name !== "constructor"));
  expect(declared.size).toBeGreaterThan(15);
  expect(SDK_MEMBERS.map(({ member }) => member).sort()).toEqual([...declared].sort());
});

test("it has every error that the package exports", () => {
  const declared = [...source("sdk-error.ts").matchAll(/^export class (\w+)/gm)].map(([, name]) => name);
  expect(SDK_ERRORS.map(({ name }) => name).sort()).toEqual(declared.sort());
});

test("it has every option", () => {
  const declared = [
    ...source("sikkerkey-options.ts").matchAll(/export type (\w+Options) = ([\s\S]*?)\n\};/g),
  ];
  const options = declared.flatMap(([, type, body = ""]) =>
    [...body.matchAll(/readonly (\w+)\?:/g)].map(([, name]) => `${type}.${name}`),
  );
  expect(options.length).toBeGreaterThan(5);
  expect(SDK_OPTIONS.map(({ type, name }) => `${type}.${name}`).sort()).toEqual(options.sort());
});

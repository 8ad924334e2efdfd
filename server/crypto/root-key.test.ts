import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadRootKey, RootKeyError } from "./root-key.ts";

const folder = () => mkdtempSync(join(tmpdir(), "root-key-"));
const base64 = Buffer.alloc(32, 9).toString("base64");

test("a first start makes a 0600 file and the next start reads the same key", () => {
  const home = folder();
  const path = join(home, "root.key");
  const made = loadRootKey({ kind: "file", path, mayMake: true });
  expect(made.wasMade).toBe(true);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const again = loadRootKey({ kind: "file", path, mayMake: true });
  expect(again).toEqual({ key: made.key, wasMade: false });
  expect(readFileSync(path, "utf8")).toBe(`${Buffer.from(made.key).toString("base64")}\n`);
  expect(readdirSync(home), "nothing half made stays").toEqual(["root.key"]);
});

test("a key file that others can read is refused with the remedy", () => {
  const path = join(folder(), "root.key");
  writeFileSync(path, base64);
  chmodSync(path, 0o640);
  expect(() => loadRootKey({ kind: "file", path, mayMake: false })).toThrow(/chmod 600/);
});

test("a named key file that is missing is never made", () => {
  expect(() => loadRootKey({ kind: "file", path: join(folder(), "none"), mayMake: false })).toThrow(
    RootKeyError,
  );
});

test.each([
  ["short", Buffer.alloc(31).toString("base64")],
  ["long", Buffer.alloc(33).toString("base64")],
  ["url-safe", `-_${base64.slice(2)}`],
  ["with a line end", `${base64}\n`],
  ["hex", Buffer.alloc(32).toString("hex")],
  ["empty", ""],
])("a %s key in the environment is refused without printing it (AT-102)", (_, text) => {
  const attempt = () => loadRootKey({ kind: "environment", text });
  expect(attempt).toThrow(RootKeyError);
  if (text !== "") expect(attempt).not.toThrow(new RegExp(text.trim().replace(/[+/]/g, "."), "u"));
});

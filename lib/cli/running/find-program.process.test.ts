import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../testing/run-program.ts";
import { findProgram, isSureToStart } from "./find-program.ts";

const folder = temporaryFolder();
let files = 0;
function made(text: string | Buffer, mode = 0o755): string {
  const file = join(folder, `program-${++files}`);
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

test("a program is found as a shell finds it, or is the path that was given", () => {
  const file = made("#!/bin/sh\n");
  const name = file.slice(folder.length + 1);
  expect(findProgram(name, `/nowhere:${folder}`)).toBe(file);
  expect(findProgram(file, "/nowhere")).toBe(file);
  expect(findProgram(name, "/nowhere")).toBeNull();
  expect(findProgram(made("", 0o644), undefined)).toBeNull();
  mkdirSync(join(folder, "a-folder"), { recursive: true });
  expect(findProgram("a-folder", folder)).toBeNull();
});

test("programs of this system and scripts for them are sure to start", () => {
  expect(isSureToStart(process.execPath)).toBe(true);
  expect(isSureToStart("/bin/sh")).toBe(true);
  expect(isSureToStart(made("#!/bin/sh -e\necho"))).toBe(true);
  expect(isSureToStart(made(`#! ${made("#!/usr/bin/env node\n")} x\n`))).toBe(true);
});

test.each([
  ["text without an interpreter, which a shell would run", () => made("echo hello\n")],
  ["a script for an interpreter that is not there", () => made("#!/no/such/shell\n")],
  ["a script for an interpreter without a path", () => made("#!sh\n")],
  ["an empty file", () => made("")],
  ["a script nobody may run", () => made("#!/bin/sh\n", 0o644)],
  ["a folder", () => folder],
  ["a program for another processor", () => patched((bytes) => bytes.writeUInt16LE(0x1234, 18))],
  ["a program whose loader is not there, as of another C library", () => patched(withoutLoader)],
  ["a program that is cut off", () => made(readFileSync("/bin/sh").subarray(0, 64))],
])("%s is not sure to start", (_, file) => {
  expect(isSureToStart(file())).toBe(false);
});

function patched(change: (bytes: Buffer) => void): string {
  const copy = made("");
  copyFileSync("/bin/sh", copy);
  const bytes = readFileSync(copy);
  change(bytes);
  writeFileSync(copy, bytes);
  return copy;
}

function withoutLoader(bytes: Buffer): void {
  const at = bytes.indexOf("/ld-");
  if (at === -1) throw new Error("/bin/sh names no loader here");
  bytes.write("/no-", at);
}

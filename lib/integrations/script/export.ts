import { posixQuote } from "../quoting.ts";
import type { ScriptEdge } from "./edge.ts";
import { MASKS } from "./masks.ts";

/**
 * Passes the CLI's assignments on only if they are assignments and nothing else, each ending the step when the shell refuses
 * it. A variable that exec cannot carry (131,072 bytes with name and NUL) would fail every later command, so it fails here.
 */
const CHECK = String.raw`
const fs = require("fs"), text = fs.readFileSync(0, "latin1"), words = [];
const stop = (message) => { console.error("sikkerkey: " + message); process.exit(1); };
let total = 0;
for (let at = 0; at < text.length; ) {
  const start = /export ([A-Za-z_][A-Za-z0-9_]*)=/y;
  start.lastIndex = at;
  const found = start.exec(text);
  if (!found) stop("The CLI printed something that is not an assignment.");
  const name = found[1], from = start.lastIndex;
  let end = from, quotes = 0;
  while (text[end] !== "\n") {
    if (text[end] === "\\" && text[end + 1] === "\u0027") { quotes += 1; end += 2; continue; }
    const close = text[end] === "\u0027" ? text.indexOf("\u0027", end + 1) : -1;
    if (close < 0) stop("The CLI printed something that is not an assignment.");
    end = close + 1;
  }
  const bytes = name.length + 2 + end - from - 2 - 3 * quotes;
  if (bytes > 131072) stop(name + " is too large for an environment variable. Deliver files: sh ./sikkerkey-init.sh --files -- command");
  total += bytes;
  if (total > 1900000) stop("The secrets are together too large for an environment. Grant the token fewer of them.");
  words.push([name, text.slice(from, end)]);
  at = end + 1;
}
if (words.length === 0 && fs.readFileSync("status", "latin1") !== "0\n") process.exit(1);
if (words.length === 0) stop("No secret is left that this machine may read. Check the secrets of the token.");
`;

const SHELL_LINES = String.raw`
let out = words.map(([name, word]) => "\\export " + name + "=" + word + " || \\exit 1\n").join("");
`;

/** What is between the quotes is the value; a quote itself stands outside of them, behind a backslash. */
const GITHUB_BLOCKS = String.raw`${MASKS}
const values = words.map(([, word]) => Buffer.from(word.replace(/'([^']*)'|\\(')/g, "$1$2"), "latin1").toString("utf8"));
hide(values);
const block = ([name], at) => {
  const end = "sk_" + require("crypto").randomBytes(32).toString("hex");
  if (values[at].includes(end)) stop("A value holds its own delimiter.");
  return name + "<<" + end + "\n" + values[at] + "\n" + end + "\n";
};
if (process.argv[1] === "file") out = Buffer.from(words.map(block).join(""), "utf8").toString("latin1");
`;

const WRITE = `
process.stdout.write(out, "latin1");
console.error("sikkerkey: " + words.length + (words.length === 1 ? " variable: " : " variables: ") + words.map(([name]) => name).join(", "));
`;

/** Values go from the CLI through a pipe: never a file of ours in source and command mode, never an argument. */
export function exporting({ handover }: ScriptEdge): string {
  const program = CHECK + SHELL_LINES + (handover === "github-env" ? GITHUB_BLOCKS : "") + WRITE;
  return String.raw`
sk_values() {
  { sk_cli export --format shell 2>problem; echo $? >status; } | node -e ${posixQuote(program)} -- "$sk_mode" || return 1
  read -r sk_exit <status
  [ "$sk_exit" = 0 ]
}
sk_export_failed() {
  while read -r sk_line; do say "$sk_line"; done <problem
  fail 'The secrets cannot be read. If the answer was 401, the machine was disabled or has expired, or the clock of this' \
    'runner is wrong; the audit log says which. A value too large for a variable arrives as a file:' \
    'sh ./sikkerkey-init.sh --files -- command'
}
`;
}

import { posixQuote } from "../quoting.ts";

/**
 * Passes the CLI's assignments on only if they are assignments and nothing else, each ending the step when the shell refuses
 * it. A variable that exec cannot carry (131,072 bytes with name and NUL) would fail every later command, so it fails here.
 */
const CHECK = String.raw`
const fs = require("fs"), text = fs.readFileSync(0, "latin1"), names = [];
const stop = (message) => { console.error("sikkerkey: " + message); process.exit(1); };
let out = "", total = 0;
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
  if (bytes > 131072) stop(name + " is too large for an environment variable: use sikkerkey get in the step, or split it.");
  total += bytes;
  if (total > 1900000) stop("The secrets are together too large for an environment. Grant the token fewer of them.");
  names.push(name);
  out += "\\export " + name + "=" + text.slice(from, end) + " || \\exit 1\n";
  at = end + 1;
}
if (names.length === 0) stop("No secret is left that this machine may read. Check the secrets of the token.");
process.stdout.write(out, "latin1");
console.error("sikkerkey: " + names.length + (names.length === 1 ? " variable: " : " variables: ") + names.join(", "));
`;

/** Values go from the CLI through a pipe: never a file of ours in source and command mode, never an argument. */
export const EXPORT = String.raw`
sk_values() {
  { sk_cli export --format shell 2>problem; echo $? >status; } | node -e ${posixQuote(CHECK)} || return 1
  read -r sk_exit <status
  [ "$sk_exit" = 0 ]
}
sk_export_failed() {
  while read -r sk_line; do say "$sk_line"; done <problem
  fail 'The secrets cannot be read. If the answer was 401, the machine was disabled or has expired, or the clock of this' \
    'runner is wrong; the audit log says which.'
}
`;

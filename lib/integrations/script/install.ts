import { posixQuote } from "../quoting.ts";

const VERIFY = `
const hash = require("crypto").createHash("sha256").update(require("fs").readFileSync("cli.tgz")).digest("hex");
process.exitCode = hash === process.argv[1] ? 0 : 1;
`;

/** Unpacks the verified tarball, regular files only, and links the command; for images without npm. */
const UNPACK = String.raw`
const fs = require("fs"), path = require("path");
const tar = require("zlib").gunzipSync(fs.readFileSync("cli.tgz"));
const text = (at, size) => tar.toString("latin1", at, at + size).replace(/\0.*$/s, "");
for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
  const name = path.posix.normalize((text(at + 345, 155) ? text(at + 345, 155) + "/" : "") + text(at, 100));
  const size = parseInt(text(at + 124, 12), 8), kind = text(at + 156, 1);
  if ((kind === "0" || kind === "") && name.startsWith("package/")) {
    fs.mkdirSync(path.dirname(name), { recursive: true });
    fs.writeFileSync(name, tar.subarray(at + 512, at + 512 + size));
  }
  at += 512 + Math.ceil(size / 512) * 512;
}
const { bin } = JSON.parse(fs.readFileSync("package/package.json", "utf8"));
const command = path.join(process.cwd(), "package", typeof bin === "string" ? bin : bin.sikkerkey);
fs.chmodSync(command, 0o700);
fs.symlinkSync(command, "bin/sikkerkey");
`;

/**
 * The pinned file from this server, checked before anything of it runs, then installed from disk: no registry, no install
 * scripts, and no settings of the repository (its `.npmrc` may be hostile) or of the environment.
 */
export const INSTALL = String.raw`
sk_request '' cli.tgz "$sk_cli_url"
[ "$sk_status" = 200 ] || fail "The CLI cannot be downloaded from $sk_cli_url (status $sk_status). Check that the server is" \
  'reachable; if it no longer has this version, build the files again.'
node -e ${posixQuote(VERIFY)} -- "$sk_cli_sha256" </dev/null || fail "The downloaded CLI $sk_cli_version does not match its" \
  'SHA-256 checksum and was not run. Something between the server and this runner changed it: check proxies and caches,' \
  'then build the files again and compare the checksum in their first lines.'

sk_install_with_npm() {
  command -v npm >/dev/null 2>&1 || return 1
  : >npmrc && : >npmrc-global || return 1
  env -i PATH="$PATH" HOME="$sk_work" TMPDIR="$sk_tmp" npm install --global --prefix "$sk_work" --cache "$sk_work/cache" \
    --userconfig "$sk_work/npmrc" --globalconfig "$sk_work/npmrc-global" --offline --ignore-scripts --no-audit --no-fund \
    --no-update-notifier --loglevel=error "$sk_work/cli.tgz" </dev/null >problem 2>&1 && [ -f bin/sikkerkey ]
}
if sk_install_with_npm; then
  say "Installed @sikkerkey/cli $sk_cli_version with npm, checksum verified."
else
  rm -f bin/sikkerkey
  node -e ${posixQuote(UNPACK)} </dev/null || fail "The CLI cannot be unpacked in $sk_work. Make room on that disk."
  say "Unpacked @sikkerkey/cli $sk_cli_version without npm, checksum verified."
fi
rm -rf cli.tgz headers problem cache npmrc npmrc-global

sk_cli() { SIKKERKEY_HOME="$sk_work/home" node "$sk_work/bin/sikkerkey" "$@" </dev/null; }
`;

#!/bin/sh
# sikkerkey-init.sh for GitHub Actions
# Made by SikkerKey at https://secrets.example on 2026-11-20 for enrollment token etok_9f3kx0w2ab.
# Installs @sikkerkey/cli 1.0.0, SHA-256 3a6eb0790f39ac87c94f3856b2dd2c5d110e6811602261a9a923d3bb23adc8b7.
# The token is not in this file: it is read from SIKKERKEY_ENROLLMENT_TOKEN and unset.
#
#   . ./sikkerkey-init.sh             exports the secrets into this shell
#   sh ./sikkerkey-init.sh            gives them to all later steps, masked in the log
#   sh ./sikkerkey-init.sh -- cmd ..  runs cmd with them
#     --redact before --              hides the values in what cmd prints
#     --files before --               gives cmd files, NAME_FILE, instead of variables
#
# SIKKERKEY_KEEP_IDENTITY=1 keeps the machine's identity and the CLI for later lines of the step.

__sikkerkey_flags=$-
{ \set +x +v; } 2>/dev/null
case $- in *T*) \set +T ;; esac

__sikkerkey_child() {
  SIKKERKEY_ENROLLMENT_TOKEN=${SIKKERKEY_ENROLLMENT_TOKEN-} \command sh -s -- "$1" "$2" "$3" <<'SIKKERKEY_INIT_CHILD_END'
{ set +a +C +e +u +v +x; set -f; } 2>/dev/null
umask 077
LC_ALL=C
export LC_ALL
IFS=' 	
'
unset -f printf read command node npm curl wget mkdir rm mv env sleep cd 2>/dev/null

sk_mode=$1
sk_asked=$2
sk_into=$3
sk_bash_env=$BASH_ENV
sk_base='https://secrets.example'
sk_vault='vault_k2m4n6p8q0r1s3t5'
sk_cli_version='1.0.0'
sk_cli_sha256='3a6eb0790f39ac87c94f3856b2dd2c5d110e6811602261a9a923d3bb23adc8b7'
sk_cli_url='https://secrets.example/npm/@sikkerkey/cli/-/cli-1.0.0.tgz'
sk_name_pattern=''
sk_work=
sk_out=
sk_kept=

say() { printf '%s\n' "sikkerkey: $*" >&2; }
fail() {
  say "$@"
  exit 1
}
clean() {
  cd / || :
  [ -n "$sk_kept" ] || [ -z "$sk_work" ] || rm -rf "$sk_work"
  [ -z "$sk_out" ] || rm -rf "$sk_out"
}
trap clean EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM

# Node keeps its trust store options; what would load code, print traffic or skip certificates does not pass.
sk_node_options=
for sk_option in $NODE_OPTIONS; do
  case $sk_option in
    --use-system-ca | --use-openssl-ca | --use-bundled-ca) sk_node_options="$sk_node_options $sk_option" ;;
  esac
done
unset NODE_OPTIONS NODE_PATH NODE_DEBUG NODE_DEBUG_NATIVE NODE_V8_COVERAGE NODE_TLS_REJECT_UNAUTHORIZED
unset SIKKERKEY_API_URL SIKKERKEY_HOME SIKKERKEY_IDENTITY SIKKERKEY_VAULT CDPATH ENV BASH_ENV
[ -z "$sk_node_options" ] || export NODE_OPTIONS="$sk_node_options"

sk_main() {
case $SIKKERKEY_ENROLLMENT_TOKEN in
  '')
    if [ "$GITHUB_ACTOR" = 'dependabot[bot]' ] || node -e '
const event = JSON.parse(require("fs").readFileSync(process.env.GITHUB_EVENT_PATH, "utf8"));
const head = event.pull_request.head.repo;
process.exitCode = head && head.full_name === event.repository.full_name ? 1 : 0;
' </dev/null >/dev/null 2>&1; then
      printf '%s\n' '::error title=No secrets for this pull request::GitHub gives no secrets to pull requests from forks or from Dependabot.' >&2
      fail 'GitHub gives no secrets to pull requests from forks or from Dependabot, so that a change to the workflow cannot' \
        'take them. Nothing is broken. Run the job from a branch of this repository, or let it skip such pull requests with' \
        'the condition  if: github.event.pull_request.head.repo.full_name == github.repository'
    fi
    fail 'SIKKERKEY_ENROLLMENT_TOKEN is not set in this step. Add it under Settings, Secrets and variables, Actions, as a secret,' \
      'and give it to this step as the workflow made for you does, under env.' \
      'The script removes the variable after use, so it runs once in a step.'
    ;;
  ske_*[!0-9A-Za-z]* | ske_) sk_token_is_odd=1 ;;
  ske_*) sk_token_is_odd= ;;
  *) sk_token_is_odd=1 ;;
esac
[ -z "$sk_token_is_odd" ] || fail 'SIKKERKEY_ENROLLMENT_TOKEN does not look like an enrollment token. It begins with ske_' \
  'and holds letters and digits only. Paste it again, without spaces or quotes, into the repository secret.'

command -v node >/dev/null 2>&1 || fail 'node is missing in this image. The script needs Node 18 or newer: use an image' \
  'that has it, such as node:20, or install it before this line. For requests it uses curl, wget or node.'
sk_node=$(node -e 'process.stdout.write(process.versions.node)' </dev/null 2>/dev/null) || fail 'node is in this image' \
  'but does not run. The script needs Node 18 or newer: use an image that has it, such as node:20.'
case $sk_node in
  [0-9].* | 1[0-7].*) fail "Node $sk_node is too old. The script needs Node 18 or newer: use an image such as node:20." ;;
esac

# Tried in this order. A wget that cannot be told to stay on one host (BusyBox) is passed over: node takes its place.
sk_tools=
! command -v curl >/dev/null 2>&1 || sk_tools=curl
case $(wget --help </dev/null 2>&1) in *--max-redirect*) sk_tools="$sk_tools wget" ;; esac
sk_tools="$sk_tools node"

sk_tmp=$TMPDIR
case $sk_tmp in
  /*) ;;
  *) sk_tmp=/tmp ;;
esac
case $sk_tmp in *[!0-9A-Za-z._/-]*) sk_tmp=/tmp ;; esac
sk_clone=$GITHUB_WORKSPACE
[ -n "$sk_clone" ] || sk_clone=$PWD
case $sk_tmp/ in "$sk_clone"/* | "$PWD"/*) sk_tmp=/tmp ;; esac
[ -d "$sk_tmp" ] && [ -w "$sk_tmp" ] || sk_tmp=/tmp

sk_try=0
until mkdir "$sk_tmp/sikkerkey-$$-$sk_try" 2>/dev/null; do
  sk_try=$((sk_try + 1))
  [ "$sk_try" -lt 50 ] || fail "A folder cannot be made in $sk_tmp. Make it writable or set TMPDIR to a folder that is."
done
sk_work="$sk_tmp/sikkerkey-$$-$sk_try"

cd "$sk_work" || fail "The folder $sk_work cannot be entered."
mkdir "$sk_work/home" "$sk_work/home/vaults" "$sk_work/bin" || fail "Folders cannot be made in $sk_work."

node -e '
const fs = require("fs"), os = require("os"), crypto = require("crypto");
const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), crypto.randomBytes(32)]);
const privateKey = crypto.createPrivateKey({ key: der, format: "der", type: "pkcs8" }), publicKey = crypto.createPublicKey(privateKey);
fs.writeFileSync("private.pem", privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" });
const plain = (text, max) => String(text || "").replace(/[^A-Za-z0-9._-]+/g, "-").slice(0, max).replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "");
const env = process.env, [pattern, word, repository, number] = process.argv.slice(1), unique = crypto.randomUUID().slice(0, 8);
const build = [word, plain(env[repository], 30), plain(env[number], 10), unique].filter(Boolean).join("-");
let name = build;
if (/[*?]/.test(pattern)) {
  const room = 64 - pattern.replace(/[*]/g, "").length;
  name = pattern.replace("*", room > 0 ? plain(build.slice(-room), room) : "").replace(/[*]/g, "").replace(/[?]/g, () => crypto.randomInt(16).toString(16));
} else if (pattern && !pattern.includes("{")) name = pattern;
const body = {
  token: env.SIKKERKEY_ENROLLMENT_TOKEN,
  publicKey: publicKey.export({ type: "spki", format: "der" }).subarray(-32).toString("base64"),
  hostname: plain(os.hostname(), 253) || "runner",
  name,
};
fs.writeFileSync("request.json", JSON.stringify(body), { mode: 0o600, flag: "wx" });
' -- "$sk_name_pattern" github GITHUB_REPOSITORY GITHUB_RUN_NUMBER </dev/null >/dev/null || fail 'An Ed25519 key cannot be made.' \
  'The reason is above; it is a fault of this image or of its disk.'
# Everything below runs without the token in its environment.
unset SIKKERKEY_ENROLLMENT_TOKEN

sk_with_curl() {
  if [ -n "$1" ]; then
    curl -q -sS --connect-timeout 20 --max-time 60 -H 'Content-Type: application/json' --data-binary "@$1" -D headers -o "$2" "$3"
  else
    curl -q -sS --connect-timeout 20 --max-time 60 -D headers -o "$2" "$3"
  fi
}
sk_with_wget() {
  sk_body=$1 sk_into=$2
  set -- --no-config --no-hsts -q -S --content-on-error --max-redirect=0 --tries=1 --connect-timeout=20 --read-timeout=60 -O "$sk_into" "$3"
  [ -z "$sk_body" ] || set -- --header='Content-Type: application/json' "--post-file=$sk_body" "$@"
  wget "$@" 2>headers
  # 8: an answer with an error status.
  case $? in
    0 | 8) ;;
    *)
      echo 'wget: no answer' >&2
      return 1
      ;;
  esac
}
sk_with_node() {
  node -e '
const fs = require("fs"), [body, out, url] = process.argv.slice(1);
const init = body ? { method: "POST", headers: { "content-type": "application/json" }, body: fs.readFileSync(body) } : {};
fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(60000) }).then(async (answer) => {
  fs.writeFileSync(out, Buffer.from(await answer.arrayBuffer()));
  const lines = [...answer.headers].map(([name, value]) => name + ": " + value + "\n");
  fs.writeFileSync("headers", "HTTP/1.1 " + answer.status + "\n" + lines.join(""));
}).catch((error) => {
  console.error("node: " + ((error.cause && error.cause.message) || error.message));
  process.exitCode = 1;
});
' -- "$1" "$2" "$3"
}
sk_read_headers() {
  sk_status=000
  sk_code=
  [ -f headers ] || return 0
  while IFS="$sk_blanks" read -r sk_header sk_value sk_rest; do
    case $sk_header in
      HTTP/*) sk_status=$sk_value sk_code= ;;
      [Xx]-[Ss][Ii][Kk][Kk][Ee][Rr][Kk][Ee][Yy]-[Ee][Rr][Rr][Oo][Rr]:) sk_code=$sk_value ;;
    esac
  done <headers
}
sk_blanks=$(printf ' \t\r')

sk_request() {
  for sk_round in 1 2; do
    for sk_tool in $sk_tools; do
      rm -f headers "$2"
      if "sk_with_$sk_tool" "$1" "$2" "$3" </dev/null >/dev/null 2>problem; then sk_read_headers; else sk_status=000; fi
      case $sk_status in [1-4][0-9][0-9]) return 0 ;; esac
    done
    [ "$sk_round" = 2 ] || sleep 2
  done
}

sk_request request.json answer.json "$sk_base/v1/$sk_vault/enroll/register"
rm -f request.json
sk_new_token='Create a new token under Enrollment Tokens, build the files again and replace the repository secret.'
case $sk_status in
  200 | 201) ;;
  000)
    while read -r sk_line; do say "$sk_line"; done <problem
    fail "The server at $sk_base cannot be reached from this runner. Check that it is running and that the runner's" \
      'network, DNS and certificates allow the connection.'
    ;;
  3??) fail "The server at $sk_base answered with a redirect ($sk_status). Its address has changed: build the files again." ;;
  404)
    fail 'Enrollment token not found (404). The token in SIKKERKEY_ENROLLMENT_TOKEN is not one of this vault. Paste the' \
      'plaintext again; if it is lost, revoke the token and create a new one.'
    ;;
  410)
    case $sk_code in
      enrollment_token_revoked) fail "Enrollment token has been revoked (410). $sk_new_token" ;;
      enrollment_token_expired) fail "Enrollment token has expired (410). $sk_new_token" ;;
      enrollment_token_exhausted) fail "Enrollment token has no remaining enrollments (410). $sk_new_token" ;;
      *) fail "Enrollment token has been revoked, has expired or has no remaining enrollments (410). $sk_new_token" ;;
    esac
    ;;
  403)
    case $sk_code in
      source_not_allowed) fail "The token does not allow this runner's address (403). Widen the source CIDR in a new token." ;;
      hostname_not_allowed) fail "The token does not allow this runner's hostname (403). Use another hostname pattern in a new token." ;;
      name_not_allowed) fail 'The token does not allow the machine name (403). Build the files again from this token.' ;;
      *) fail 'The server refused this runner (403). Compare the limits of the token with the audit log.' ;;
    esac
    ;;
  429) fail 'Too many attempts from this address (429). Wait a minute and run the step again.' ;;
  *) fail "The server at $sk_base could not enroll this runner ($sk_status). Its log names the cause; run the step again." ;;
esac

sk_name=$(node -e '
const fs = require("fs"), [base, vault, home] = process.argv.slice(1);
const date = fs.readFileSync("headers", "latin1").match(/^[ \t]*date:[ \t]*([^\r\n]+)/im);
const ahead = date ? Math.round((Date.now() - Date.parse(date[1])) / 1000) : 0;
if (Math.abs(ahead) > 290) {
  process.stdout.write(Math.abs(ahead) + " seconds " + (ahead > 0 ? "ahead of" : "behind"));
  process.exit(5);
}
let answer = {};
try { answer = JSON.parse(fs.readFileSync("answer.json", "utf8")); } catch { process.exit(4); }
const { machineId, machineName, vaultId, apiUrl } = answer;
if (!/^[0-9a-f-]{36}$/.test(machineId) || vaultId !== vault) process.exit(4);
const url = /^(https:[/][/]|http:[/][/]localhost(:|[/]|$))/.test(apiUrl) ? apiUrl.replace(/[/]+$/, "") : base;
const name = /^[A-Za-z0-9._-]{1,64}$/.test(machineName) ? machineName : machineId;
const folder = home + "/vaults/" + vault, key = folder + "/private.pem";
fs.mkdirSync(folder, { mode: 0o700 });
fs.renameSync("private.pem", key);
const identity = { machineId, machineName: name, vaultId, apiUrl: url, privateKeyPath: key };
fs.writeFileSync(folder + "/identity.json", JSON.stringify(identity), { mode: 0o600, flag: "wx" });
process.stdout.write(name);
' -- "$sk_base" "$sk_vault" "$sk_work/home" </dev/null)
case $? in
  0) ;;
  5) fail "The clock of this runner is $sk_name the server's. Signed reads are refused beyond 300 seconds: set the clock." ;;
  *) fail "The answer of $sk_base is not one of a SikkerKey server. Check the address and any proxy in between." ;;
esac
rm -f answer.json headers problem
say "Enrolled as machine $sk_name."

sk_request '' cli.tgz "$sk_cli_url"
[ "$sk_status" = 200 ] || fail "The CLI cannot be downloaded from $sk_cli_url (status $sk_status). Check that the server is" \
  'reachable; if it no longer has this version, build the files again.'
node -e '
const hash = require("crypto").createHash("sha256").update(require("fs").readFileSync("cli.tgz")).digest("hex");
process.exitCode = hash === process.argv[1] ? 0 : 1;
' -- "$sk_cli_sha256" </dev/null || fail "The downloaded CLI $sk_cli_version does not match its" \
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
  node -e '
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
' </dev/null || fail "The CLI cannot be unpacked in $sk_work. Make room on that disk."
  say "Unpacked @sikkerkey/cli $sk_cli_version without npm, checksum verified."
fi
rm -rf cli.tgz headers problem cache npmrc npmrc-global

sk_cli() { SIKKERKEY_HOME="$sk_work/home" node "$sk_work/bin/sikkerkey" "$@" </dev/null; }

sk_unlock() {
  sk_cli unlock "$1" >problem 2>&1 && return 0
  while read -r sk_line; do say "$sk_line"; done <problem
  fail "Project $2 ($1) cannot be used by this machine. If it was deleted or the token no longer fits, create a new token" \
    'and build the files again.'
}
sk_unlock 'proj_a1b2c3d4e5' 'Web shop'
rm -f problem

sk_values() {
  { sk_cli export --format shell 2>problem; echo $? >status; } | node -e '
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

let out = words.map(([name, word]) => "\\export " + name + "=" + word + " || \\exit 1\n").join("");

const masksOf = (value) => {
  const lines = value.split(/[\r\n]+/).map((line) => line.trim()).filter(Boolean);
  const base64 = Buffer.from(value, "utf8").toString("base64").replace(/=+$/, "");
  const aligned = base64.slice(0, Math.floor(Buffer.byteLength(value) / 3) * 4);
  const wrapped = [...(base64.match(/.{1,64}/g) || []), ...(base64.match(/.{1,76}/g) || [])];
  const json = JSON.stringify(value).slice(1, -1);
  const whole = lines.every((line) => [...line].length >= 4) ? [value.trim()] : [];
  const forms = [...lines, ...whole, base64, aligned, ...wrapped.filter((part) => part.length > 8), json, encodeURIComponent(value)];
  return forms.filter((form) => [...form].length >= 4);
};
const hide = (values) => {
  const escaped = [...new Set(values.flatMap(masksOf))].map((form) =>
    "::add-mask::" + form.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A") + "\n");
  try { fs.writeFileSync(3, escaped.join("")); } catch { stop("The log cannot be told what to hide, so nothing is delivered."); }
};

const values = words.map(([, word]) => Buffer.from(word.replace(/'\''([^'\'']*)'\''|\\('\'')/g, "$1$2"), "latin1").toString("utf8"));
hide(values);
const block = ([name], at) => {
  const end = "sk_" + require("crypto").randomBytes(32).toString("hex");
  if (values[at].includes(end)) stop("A value holds its own delimiter.");
  return name + "<<" + end + "\n" + values[at] + "\n" + end + "\n";
};
if (process.argv[1] === "file") out = Buffer.from(words.map(block).join(""), "utf8").toString("latin1");

process.stdout.write(out, "latin1");
console.error("sikkerkey: " + words.length + (words.length === 1 ? " variable: " : " variables: ") + words.map(([name]) => name).join(", "));
' -- "$sk_mode" || return 1
  read -r sk_exit <status
  [ "$sk_exit" = 0 ]
}
sk_export_failed() {
  while read -r sk_line; do say "$sk_line"; done <problem
  fail 'The secrets cannot be read. If the answer was 401, the machine was disabled or has expired, or the clock of this' \
    'runner is wrong; the audit log says which. A value too large for a variable arrives as a file:' \
    'sh ./sikkerkey-init.sh --files -- command'
}

sk_keep() {
  [ "$SIKKERKEY_KEEP_IDENTITY" = 1 ] || return 0
  printf '%s\n' "\\export SIKKERKEY_HOME='$sk_work/home' || \\exit 1" "\\export PATH='$sk_work/bin':\"\$PATH\" || \\exit 1"
}
case $sk_mode in
  file)
    [ -n "$GITHUB_ENV" ] && [ -w "$GITHUB_ENV" ] || fail 'GITHUB_ENV is not set, so later steps cannot be reached. Export' \
      'into this shell alone with  . ./sikkerkey-init.sh'
    sk_values >part || sk_export_failed
    cat part >>"$GITHUB_ENV" || fail 'The file named by GITHUB_ENV cannot be written.'
    rm -f part
    if [ "$SIKKERKEY_KEEP_IDENTITY" = 1 ]; then
      printf 'SIKKERKEY_HOME=%s\n' "$sk_work/home" >>"$GITHUB_ENV" && printf '%s\n' "$sk_work/bin" >>"$GITHUB_PATH" ||
        fail 'The files of the runner cannot be written.'
    fi
    say 'Every later step of this job has these variables.'
    ;;
  into)
    mkdir -p "$sk_into" || fail "The folder $sk_into cannot be made."
    { sk_cli export --format json 2>problem; echo $? >status; } | node -e '
const fs = require("fs"), path = require("path"), folder = process.argv[1];
const stop = (message) => { console.error("sikkerkey: " + message); process.exit(1); };
let entries;
try { entries = Object.entries(JSON.parse(fs.readFileSync(0, "utf8"))); } catch { process.exit(1); }
if (entries.length === 0) stop("No secret is left that this machine may read. Check the secrets of the token.");
if (!entries.every(([name]) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name))) stop("The CLI printed a name that is no variable'\''s.");

const masksOf = (value) => {
  const lines = value.split(/[\r\n]+/).map((line) => line.trim()).filter(Boolean);
  const base64 = Buffer.from(value, "utf8").toString("base64").replace(/=+$/, "");
  const aligned = base64.slice(0, Math.floor(Buffer.byteLength(value) / 3) * 4);
  const wrapped = [...(base64.match(/.{1,64}/g) || []), ...(base64.match(/.{1,76}/g) || [])];
  const json = JSON.stringify(value).slice(1, -1);
  const whole = lines.every((line) => [...line].length >= 4) ? [value.trim()] : [];
  const forms = [...lines, ...whole, base64, aligned, ...wrapped.filter((part) => part.length > 8), json, encodeURIComponent(value)];
  return forms.filter((form) => [...form].length >= 4);
};
const hide = (values) => {
  const escaped = [...new Set(values.flatMap(masksOf))].map((form) =>
    "::add-mask::" + form.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A") + "\n");
  try { fs.writeFileSync(3, escaped.join("")); } catch { stop("The log cannot be told what to hide, so nothing is delivered."); }
};
hide(entries.map(([, value]) => value));
try {
  for (const [name, value] of entries) {
    const part = path.join(folder, "." + name + "." + process.pid);
    fs.writeFileSync(part, value, { flag: "wx", mode: 0o400 });
    fs.renameSync(part, path.join(folder, name));
  }
} catch (error) { stop("The files cannot be written to " + folder + " (" + error.code + ")."); }
console.error("sikkerkey: " + entries.length + (entries.length === 1 ? " file in " : " files in ") + folder + ": " + entries.map(([name]) => name).join(", "));
' -- "$sk_into" ||
      sk_export_failed
    ;;
  run)
    sk_flags=--redact
    case $sk_asked in *--redact*) sk_flags=--redact ;; esac
    sk_files=
    case $sk_asked in
      *--files*)
        sk_files="/dev/shm/sikkerkey-$$-$sk_try"
        [ -d /dev/shm ] && mkdir "$sk_files" 2>/dev/null || sk_files="$sk_work/files"
        sk_flags="$sk_flags --files $sk_files"
        ;;
    esac
    printf '%s\n' "__sikkerkey_clean() { \\cd / && \\command rm -rf '$sk_work' $sk_files; }" \
      '\trap __sikkerkey_clean EXIT' "\\trap '\\exit 129' HUP" "\\trap '\\exit 130' INT" "\\trap '\\exit 143' TERM" \
      "SIKKERKEY_HOME='$sk_work/home' \\command node '$sk_work/bin/sikkerkey' run --all $sk_flags -- \"\$@\"" '\exit $?'
    sk_kept=1
    SIKKERKEY_KEEP_IDENTITY=
    ;;
  *) sk_values && sk_keep || sk_export_failed ;;
esac
rm -f problem status
sk_out=
if [ "$SIKKERKEY_KEEP_IDENTITY" = 1 ]; then
  sk_kept=1
  say "The machine's identity stays in $sk_work: remove that folder at the end on a runner that is not a container."
fi
}
sk_main </dev/null
SIKKERKEY_INIT_CHILD_END
}

# Was a shell started with this file, or does a running shell read it? $0 tells, under any file name; zsh has a word for it.
__sikkerkey_mode=source
__sikkerkey_line=
__sikkerkey_asked=
__sikkerkey_into=
case ${ZSH_EVAL_CONTEXT-}/$0 in
  toplevel:*file*/*) ;;
  */sikkerkey-init.sh) __sikkerkey_mode=file ;;
  *)
    if \test -f "$0" && \test -r "$0"; then
      { IFS= \read -r __sikkerkey_line && IFS= \read -r __sikkerkey_line || \:; } <"$0"
    fi
    case $__sikkerkey_line in '# sikkerkey-init.sh '*) __sikkerkey_mode=file ;; esac
    ;;
esac
\unset __sikkerkey_line

__sikkerkey_init() {
  if \test "$__sikkerkey_mode" = file && \test "$#" -gt 0; then
    __sikkerkey_mode=command
    while \test "$#" -gt 1; do
      case $1 in --redact | --files) ;; *) break ;; esac
      __sikkerkey_asked="$__sikkerkey_asked $1"
      __sikkerkey_mode=run
      \shift
    done
    if \test "$__sikkerkey_mode $# $1" = 'command 2 --into'; then
      __sikkerkey_mode=into
      case $2 in
        /*) __sikkerkey_into=$2 ;;
        *) __sikkerkey_into=$PWD/$2 ;;
      esac
    elif \test "$1" != -- || \test "$#" -lt 2; then
      \printf '%s\n' 'sikkerkey: Unknown arguments. Use: sh ./sikkerkey-init.sh [--redact] [--files] -- command [arguments]' >&2
      \exit 1
    else
      \shift
    fi
  fi
  # A failure has been explained by the child. "exit" stops the step; "return" would not without "set -e".
  {
    __sikkerkey_text=$(__sikkerkey_child "$__sikkerkey_mode" "$__sikkerkey_asked" "$__sikkerkey_into") || {
    \unset SIKKERKEY_ENROLLMENT_TOKEN
    \exit 1
  }
  } 3>&1
  \unset SIKKERKEY_ENROLLMENT_TOKEN
  case $__sikkerkey_mode in file | into) \exit 0 ;; esac
  \eval "$__sikkerkey_text"
  \unset __sikkerkey_text
  case $__sikkerkey_mode in
    command) \unset __sikkerkey_mode __sikkerkey_flags __sikkerkey_asked __sikkerkey_into; \exec "$@" ;;
  esac
}

__sikkerkey_init "$@"
\unset __sikkerkey_mode __sikkerkey_asked __sikkerkey_into
\unset -f __sikkerkey_init __sikkerkey_child
case $__sikkerkey_flags in *T*) \set -T ;; esac
case $__sikkerkey_flags in
  *v*x* | *x*v*) \unset __sikkerkey_flags; \set -v -x ;;
  *v*) \unset __sikkerkey_flags; \set -v ;;
  *x*) \unset __sikkerkey_flags; \set -x ;;
  *) \unset __sikkerkey_flags ;;
esac

import { posixQuote } from "../quoting.ts";
import type { ScriptEdge } from "./edge.ts";

/** Exit 4: not an answer of ours. Exit 5: the clocks differ by more than signed requests allow; says by how much. */
const TAKE_ANSWER = String.raw`
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
`;

/** Each refusal by its cause and its remedy; the words are the ones the dialog and the documentation use. */
export function enroll({ holder }: ScriptEdge): string {
  return String.raw`
sk_request request.json answer.json "$sk_base/v1/$sk_vault/enroll/register"
rm -f request.json
sk_new_token='Create a new token under Enrollment Tokens, build the files again and replace ${holder}.'
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

sk_name=$(node -e ${posixQuote(TAKE_ANSWER)} -- "$sk_base" "$sk_vault" "$sk_work/home" </dev/null)
case $? in
  0) ;;
  5) fail "The clock of this runner is $sk_name the server's. Signed reads are refused beyond 300 seconds: set the clock." ;;
  *) fail "The answer of $sk_base is not one of a SikkerKey server. Check the address and any proxy in between." ;;
esac
rm -f answer.json headers problem
say "Enrolled as machine $sk_name."
`;
}

import { posixQuote } from "../quoting.ts";
import type { ScriptEdge } from "./edge.ts";

/**
 * Makes the key and the enrollment request. The token comes from the environment and the private key goes to a 0600 file: no
 * argument list ever holds either. The key is made of 32 random bytes (RFC 8032, 5.1.5), because exporting one of
 * `generateKeyPairSync` can stand still for ever. The asked-for name fits the token's name pattern, so that one policy means one outcome.
 */
export const MAKE_KEY = `
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
`;

export function key({ machineName: { word, repository, build } }: ScriptEdge): string {
  return String.raw`
node -e ${posixQuote(MAKE_KEY)} -- "$sk_name_pattern" ${word} ${repository} ${build} </dev/null >/dev/null || fail 'An Ed25519 key cannot be made.' \
  'The reason is above; it is a fault of this image or of its disk.'
# Everything below runs without the token in its environment.
unset SIKKERKEY_ENROLLMENT_TOKEN
`;
}

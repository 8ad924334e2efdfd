import { FINISH } from "./bootstrap/finish.ts";
import { FOLDERS } from "./bootstrap/folders.ts";
import { KEY } from "./bootstrap/key.ts";
import { PREAMBLE, TOOLS } from "./bootstrap/preamble.ts";
import { REQUEST } from "./bootstrap/request.ts";
import { posixQuote } from "./quoting.ts";

export type BootstrapFacts = {
  /** Public origin, no trailing slash. */
  readonly baseUrl: string;
  readonly vaultId: string;
  /** In the script, because the address the script was fetched from holds it anyway. */
  readonly token: string;
};

/** Before anything else: nothing is traced, and no assignment below becomes a part of the environment. -T is bash's alone. */
const QUIET = `{ set +a +v +x; unset sk_base sk_vault sk_token; } 2>/dev/null
case $- in *T*) set +T ;; esac`;

/**
 * The POSIX script that makes a key, registers its public half and keeps the identity (wire-protocol 4.2). All of it is one
 * function that the last line calls, so that half a download does nothing.
 */
export function bootstrapScript({ baseUrl, vaultId, token }: BootstrapFacts): string {
  return `#!/bin/sh
${QUIET}
# Registers this computer as a machine of a SikkerKey vault. The private key is made here and stays here.
# It works once and for ten minutes, for whoever has it. Needs openssl 1.1.1 or newer, and curl or wget; no root.
sikkerkey_bootstrap() {
  sk_base=${posixQuote(baseUrl)}
  sk_vault=${posixQuote(vaultId)}
  sk_token=${posixQuote(token)}
${PREAMBLE}${TOOLS}${FOLDERS}${KEY}${REQUEST}${FINISH}}

sikkerkey_bootstrap
`;
}

/** A refusal for whoever pipes the answer into a shell: it says the sentence and does nothing else. */
export function refusalScript(sentence: string): string {
  return `#!/bin/sh\nprintf '%s\\n' ${posixQuote(`sikkerkey: ${sentence}`)} >&2\nexit 1\n`;
}

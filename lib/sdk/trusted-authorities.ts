import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import * as tls from "node:tls";
import { ClientError } from "./client-error.ts";
import { type ClientEnvironment, setting } from "./client-home.ts";
import { printableText } from "./printable-text.ts";

/** Options for `node:tls` and whoever hands them on to it. */
export type Trust = { readonly secureContext?: tls.SecureContext };

type Kept = { readonly text: string; readonly context: tls.SecureContext };
// To read a hundred and fifty authorities costs more than a request.
const known = new Map<string, Kept>();

/**
 * What TLS trusts when SIKKERKEY_CA_FILE names a PEM file: its authorities beside those that Node trusts anyway. Empty
 * without it, and then NODE_EXTRA_CA_CERTS counts as always. Throws a `ClientError` for a file that holds no certificate.
 */
export function trustOptions(env: ClientEnvironment): Trust {
  const file = setting(env, "SIKKERKEY_CA_FILE");
  if (file === null) return {};
  const text = readAuthorities(file);
  const before = known.get(file);
  if (before?.text === text) return { secureContext: before.context };
  const context = tls.createSecureContext({ ca: [...usualAuthorities(env), text] });
  known.set(file, { text, context });
  return { secureContext: context };
}

function readAuthorities(file: string): string {
  const refuse = (reason: string, cause: unknown) =>
    new ClientError("input", `SIKKERKEY_CA_FILE ${printableText(file)} is not usable: ${reason}.`, {
      remedy: "Name a readable PEM file with the certificate of the authority that issued the server's.",
      cause,
    });
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
    throw refuse(`it cannot be read (${code})`, cause);
  }
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  try {
    for (const certificate of certificates) new X509Certificate(certificate);
  } catch (cause) {
    throw refuse("a certificate in it cannot be read", cause);
  }
  if (certificates.length === 0) throw refuse("it holds no certificate in PEM form", undefined);
  return text;
}

/** Those that count without our file: a list that is given to TLS takes the place of all of them. */
function usualAuthorities(env: ClientEnvironment): readonly string[] {
  // Since Node 22.15 it says itself, its options included.
  const ask: unknown = Reflect.get(tls, "getCACertificates");
  const listed: unknown = typeof ask === "function" ? ask("default") : null;
  if (Array.isArray(listed)) return listed.map(String);
  const extra = setting(env, "NODE_EXTRA_CA_CERTS");
  return [...tls.rootCertificates, ...(extra === null ? [] : readOrNothing(extra))];
}

// Node has warned about it already.
function readOrNothing(file: string): string[] {
  try {
    return [readFileSync(file, "utf8")];
  } catch {
    return [];
  }
}

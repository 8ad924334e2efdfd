import { isIP, type Socket } from "node:net";
import { connect, type PeerCertificate } from "node:tls";
import { printableText } from "../../sdk/printable-text.ts";
import type { Trust } from "../../sdk/trusted-authorities.ts";
import { CONNECT_TIMEOUT_MS, codeOf, type Target } from "./connecting.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

const DAY_MS = 86_400_000;
const SOON_DAYS = 14;

const REASONS: Readonly<Record<string, readonly [string, string]>> = {
  CERT_HAS_EXPIRED: [
    "it has expired",
    "Renew the server's certificate, or set this machine's clock if that is wrong.",
  ],
  CERT_NOT_YET_VALID: ["it is not valid yet", "Set this machine's clock (NTP), or wait until it is."],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    "it is for another name",
    "Use the name the certificate is for, or give the server one for this name.",
  ],
  DEPTH_ZERO_SELF_SIGNED_CERT: [
    "it is signed by itself",
    "Name it in SIKKERKEY_CA_FILE or NODE_EXTRA_CA_CERTS (a PEM file), or give the server one of an authority this machine trusts.",
  ],
};
const UNKNOWN_ISSUER = [
  "this machine does not know who issued it",
  "Name the authority in SIKKERKEY_CA_FILE or NODE_EXTRA_CA_CERTS (a PEM file), and let the server send its whole chain.",
] as const;

type Way = { readonly trust: Trust; readonly through?: Socket };

/**
 * The certificate a client would see, and why it would not trust it. Nothing is sent over this connection, which may run
 * through one that is there already.
 */
export function checkCertificate({ host, port }: Target, { trust, through }: Way): Promise<Finding[]> {
  return new Promise((resolve) => {
    const servername = isIP(host) === 0 ? { servername: host } : {};
    // The handshake is finished either way, because an untrusted certificate is to be described; no byte follows it.
    const socket = connect({
      host,
      port,
      ...servername,
      ...trust,
      ...(through === undefined ? {} : { socket: through }),
      rejectUnauthorized: false,
    });
    const end = (findings: Finding[]) => {
      socket.destroy();
      resolve(findings);
    };
    const refuse = (reason: string) =>
      end([
        fail(
          "tls",
          `no TLS connection (${reason})`,
          "Check that this port speaks https, and the proxy before it.",
        ),
      ]);
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => refuse(`no answer in ${CONNECT_TIMEOUT_MS / 1000} seconds`));
    socket.once("error", (error) => refuse(codeOf(error)));
    socket.once("secureConnect", () =>
      end(
        describe(
          socket.getPeerCertificate(),
          socket.authorized ? null : problemOf(socket.authorizationError),
        ),
      ),
    );
  });
}

function describe(certificate: PeerCertificate, problem: string | null): Finding[] {
  const { subject, issuer, valid_from: from, valid_to: to } = certificate;
  const name = (of: typeof subject | undefined) =>
    printableText(String(of?.CN ?? of?.O ?? "nobody named"), 100);
  const text = `certificate for ${name(subject)}, issued by ${name(issuer)}, valid from ${day(from)} to ${day(to)}`;
  if (problem !== null) {
    const [reason, remedy] = REASONS[problem] ?? UNKNOWN_ISSUER;
    return [fail("tls", `${text}: ${reason} (${printableText(problem, 60)})`, remedy)];
  }
  const left = Math.floor((Date.parse(to) - Date.now()) / DAY_MS);
  return left < SOON_DAYS
    ? [warn("tls", `${text}: ${left} ${left === 1 ? "day" : "days"} left`, "Renew the server's certificate.")]
    : [ok("tls", text)];
}

// Its type says Error, and Node gives the code.
const problemOf = (error: unknown) => (error instanceof Error ? codeOf(error) : String(error));

function day(date: string): string {
  const time = Date.parse(date);
  return Number.isNaN(time) ? "an unknown day" : new Date(time).toISOString().slice(0, 10);
}

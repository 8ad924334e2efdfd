import { ClientError } from "./client-error.ts";

const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection was cut",
  EPIPE: "the connection was cut",
  ENOTFOUND: "the host name does not resolve",
  EAI_AGAIN: "the host name does not resolve right now",
  EHOSTUNREACH: "there is no route to the host",
  ENETUNREACH: "there is no network",
  ETIMEDOUT: "the connection timed out",
  TOO_LARGE: "the answer is too large",
  ABORTED: "the request was given up",
};

/** A failure below HTTP as a sentence and a remedy. Node's own message is left out: it may repeat addresses and paths. */
export function connectionError(origin: string, cause: unknown, timeoutMs: number): ClientError {
  if (cause instanceof ClientError) return cause;
  const code = codeOf(cause);
  if (code === "TIMEOUT")
    return new ClientError("timeout", `${origin} did not answer within ${timeoutMs / 1000} seconds.`, {
      remedy: "Check the network between this machine and the server, then try again.",
      cause,
    });
  if (isCertificateProblem(code))
    return new ClientError("certificate", `The certificate of ${origin} is not trusted (${code}).`, {
      remedy:
        "Give the server a certificate this machine trusts, or name its authority in SIKKERKEY_CA_FILE.",
      cause,
    });
  return new ClientError(
    // An answer did arrive, so neither another attempt nor an older value is the way out.
    code === "TOO_LARGE" ? "malformed" : "network",
    `Cannot reach ${origin}: ${CAUSES[code] ?? "the request failed"} (${code}).`,
    {
      remedy: isOwnHost(origin) && code === "ECONNREFUSED" ? OWN_HOST_REMEDY : REMEDY,
      cause,
    },
  );
}

const REMEDY = "Check the address, that the server runs, and that this machine may connect to it.";
const OWN_HOST_REMEDY =
  "Check that the server runs here. Inside a container localhost is the container itself: use the server's https address, or --network host.";

const isOwnHost = (origin: string) => new URL(origin).hostname === "localhost";

function codeOf(cause: unknown): string {
  // Happy-eyeballs failures arrive as an AggregateError whose parts carry the reason.
  const first = cause instanceof AggregateError ? (cause.errors[0] ?? cause) : cause;
  const code = first instanceof Error && "code" in first ? first.code : null;
  return typeof code === "string" && /^[A-Z0-9_]{1,60}$/.test(code) ? code : "UNKNOWN";
}

function isCertificateProblem(code: string): boolean {
  return /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(GET|VERIFY|DECRYPT))/.test(code);
}

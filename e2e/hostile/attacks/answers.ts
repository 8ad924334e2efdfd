import { ERRORS, type ErrorCode } from "#lib/errors.ts";
import type { Answer } from "./attack.ts";

/** On every answer that the product makes, whoever asks. */
export const EVERYWHERE = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "x-frame-options": "DENY",
  "permissions-policy":
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
  "content-security-policy":
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cache-control": "no-store",
} as const;

/** Of one exchange or one connection; Next frames with chunks what the gate frames with a length. */
export const PASSING = [
  "date",
  "x-request-id",
  "connection",
  "keep-alive",
  "content-length",
  "transfer-encoding",
];

type Extra = { readonly sentence?: string; readonly headers?: Readonly<Record<string, string>> };

/** A refusal of the machine plane: the code in a header, one sentence in the body. */
export function refusal(code: ErrorCode, { sentence, headers = {} }: Extra = {}): Answer {
  const { status, message } = ERRORS[code];
  return {
    status,
    headers: { ...EVERYWHERE, "content-type": "application/json", "x-sikkerkey-error": code, ...headers },
    body: JSON.stringify({ error: sentence ?? message }),
  };
}

/** What Node's parser refused: there is no request to speak of, so no request id and no policy. */
export function unreadable(code: ErrorCode = "invalid_request"): Answer {
  const { status, message } = ERRORS[code];
  return {
    status,
    headers: {
      "content-type": "application/json",
      "cache-control": "no-store",
      "x-sikkerkey-error": code,
    },
    body: JSON.stringify({ error: message }),
  };
}

/** A refusal of a page, in words for a person. */
export function pageRefusal(code: ErrorCode, { sentence, headers = {} }: Extra = {}): Answer {
  const { status, message } = ERRORS[code];
  return {
    status,
    headers: {
      ...EVERYWHERE,
      "content-type": "text/plain; charset=utf-8",
      "x-sikkerkey-error": code,
      ...headers,
    },
    body: `${sentence ?? message}\n`,
  };
}

/** Success of the machine plane with exactly this body. */
export const ok = (body: unknown): Answer => okText(JSON.stringify(body));

/** The same where ids or values in the body are of this run. */
export const okText = (body: string | RegExp): Answer => ({
  status: 200,
  headers: { ...EVERYWHERE, "content-type": "application/json" },
  body,
});

/** A value, with the version it is of. */
export const okValue = (
  { id, value }: { readonly id: string; readonly value: string },
  version = 1,
): Answer => {
  const { status, headers, body } = ok({ value });
  return { status, headers: { ...headers, etag: `"${id}.v${version}"` }, body };
};

/** 401A of security.md 3.3: whoever you say you are. */
export const unauthenticated = refusal("unauthenticated");
/** 403F: whatever you ask for. */
export const forbidden = refusal("access_denied");
export const badTarget = refusal("invalid_request", { sentence: "The request target is not valid." });

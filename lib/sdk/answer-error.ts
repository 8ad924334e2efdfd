import { CLOCK_WINDOW_SECONDS } from "../protocol/signed-request.ts";
import { ClientError, type ClientErrorKind } from "./client-error.ts";
import { printableText } from "./printable-text.ts";
import type { Answer } from "./send-request.ts";

type Row = { readonly kind: ClientErrorKind; readonly remedy: string };

const ROWS: Readonly<Record<number, Row>> = {
  401: {
    kind: "unauthenticated",
    remedy:
      "The machine is unknown, disabled or expired, or this is another key. See Machines, or enroll again.",
  },
  403: {
    kind: "denied",
    remedy: "Check that the machine is approved and that what it asks for is granted to it.",
  },
  404: { kind: "not_found", remedy: "Check the id with `sikkerkey list secrets`." },
  409: { kind: "conflict", remedy: "Make a new key and try again." },
  410: { kind: "gone", remedy: "Make a new one under Enrollment Tokens." },
  413: { kind: "refused", remedy: "Use --project, or read single secrets with `sikkerkey get`." },
  429: { kind: "rate_limited", remedy: "Wait and try again." },
  503: { kind: "unavailable", remedy: "Try again later; the server's log says why." },
};

/** The error an answer other than 200 stands for. `now` is this machine's clock in milliseconds. */
export function answerError(origin: string, answer: Answer, now: number): ClientError {
  const { status, headers } = answer;
  const requestId = headerText(headers["x-request-id"]);
  if (status >= 300 && status < 400)
    return new ClientError("redirected", `${origin} answers with a redirect (${status}).`, {
      remedy:
        "Use the address it leads to; a signed request is valid for one address only and never follows.",
      status,
      requestId,
    });
  const behind = status === 401 ? secondsBehind(headers.date, now) : 0;
  if (Math.abs(behind) > CLOCK_WINDOW_SECONDS)
    return new ClientError("clock_skew", skewSentence(behind), {
      remedy: "Set this machine's clock (NTP), then try again.",
      status,
      requestId,
    });
  const row = ROWS[status] ?? fallback(status);
  const retryAfter = headerText(headers["retry-after"]);
  const remedy =
    row.kind === "rate_limited" && retryAfter !== null
      ? `Wait ${printableText(retryAfter, 40)} seconds and try again.`
      : row.remedy;
  const message = `${sentence(errorText(answer.body) ?? "The server gave no reason")} (${status})`;
  return new ClientError(row.kind, message, { remedy, status, requestId });
}

function fallback(status: number): Row {
  return status >= 500
    ? { kind: "server", remedy: "Look in the server's log, under the request id if one is given." }
    : { kind: "refused", remedy: "Check the address, and that client and server versions belong together." };
}

/** How far this machine's clock is behind the server's; 0 when the server does not say. */
export function secondsBehind(date: string | undefined, now: number): number {
  const server = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(server) ? 0 : Math.round((server - now) / 1000);
}

export function skewSentence(behind: number): string {
  const direction = behind > 0 ? "behind" : "ahead of";
  return `This machine's clock is ${Math.abs(behind)} seconds ${direction} the server's; ${CLOCK_WINDOW_SECONDS} are allowed.`;
}

function errorText(body: string): string | null {
  try {
    const parsed: unknown = JSON.parse(body);
    if (
      typeof parsed === "object" &&
      parsed !== null &&
      "error" in parsed &&
      typeof parsed.error === "string"
    )
      return printableText(parsed.error);
  } catch {
    return null;
  }
  return null;
}

const sentence = (text: string) => text.replace(/[.\s]+$/, "");

function headerText(value: string | string[] | undefined): string | null {
  return typeof value === "string" && value !== "" ? printableText(value, 100) : null;
}

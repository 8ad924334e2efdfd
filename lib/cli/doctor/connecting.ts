import { printableText } from "../../sdk/printable-text.ts";

export const CONNECT_TIMEOUT_MS = 5000;

export type Target = { readonly host: string; readonly port: number; readonly isTls: boolean };

export function targetOf(origin: string): Target {
  const url = new URL(origin);
  const isTls = url.protocol === "https:";
  const port = url.port === "" ? (isTls ? 443 : 80) : Number(url.port);
  return { host: url.hostname.replace(/^\[|\]$/g, ""), port, isTls };
}

/** An error's code, also of the first of several attempts; never its text. */
export function codeOf(error: unknown): string {
  const first = error instanceof AggregateError ? (error.errors[0] ?? error) : error;
  const code = first instanceof Error && "code" in first ? String(first.code) : "unknown";
  return printableText(code, 60);
}

import { ClientError } from "../../sdk/client-error.ts";

/** One line of the report. Neither text ever holds a value or a key. */
export type Finding = {
  readonly level: "ok" | "warn" | "fail";
  /** What was looked at, in one word. */
  readonly check: string;
  readonly text: string;
  /** What to do about it; null when nothing is wrong. */
  readonly remedy: string | null;
};

export const ok = (check: string, text: string): Finding => ({ level: "ok", check, text, remedy: null });
export const warn = (check: string, text: string, remedy: string): Finding => ({
  level: "warn",
  check,
  text,
  remedy,
});
export const fail = (check: string, text: string, remedy: string): Finding => ({
  level: "fail",
  check,
  text,
  remedy,
});

/** An error of the client as a finding; any other is thrown on. */
export function failureOf(check: string, error: unknown): Finding {
  if (!(error instanceof ClientError)) throw error;
  const id = error.requestId === null ? "" : ` (request id ${error.requestId})`;
  return fail(check, `${error.message}${id}`, error.remedy);
}

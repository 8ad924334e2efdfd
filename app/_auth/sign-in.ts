import { ERRORS, type ErrorCode } from "#lib/errors.ts";
import { postToAuth } from "./auth-endpoint.ts";

const UNREACHABLE = "The server did not answer. Check the connection and try again.";

/** Null when signed in, else the sentence to show. Which of the two was wrong is nobody's to know. */
export async function signIn(email: string, password: string): Promise<string | null> {
  try {
    const answer = await postToAuth("callback/credentials", { email, password });
    if (answer.status === 429) return ERRORS.too_many_requests.message;
    if (answer.status >= 500) return ERRORS.internal.message;
    const { url } = (await answer.json()) as { url?: string };
    const error = url === undefined ? null : new URL(url, location.origin).searchParams.get("error");
    if (answer.ok && error === null) return null;
    return ERRORS[isCode(error) ? error : "sign_in_failed"].message;
  } catch {
    return UNREACHABLE;
  }
}

const isCode = (text: string | null): text is ErrorCode => text !== null && Object.hasOwn(ERRORS, text);

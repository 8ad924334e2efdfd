import { postToAuth } from "./auth-endpoint.ts";

const UNREACHABLE = "The server did not answer. Check the connection and try again.";

/** Null when signed in, else the sentence to show. Which of the two was wrong is nobody's to know. */
export async function signIn(email: string, password: string): Promise<string | null> {
  try {
    const answer = await postToAuth("callback/credentials", { email, password });
    if (answer.ok) return null;
    const { message } = (await answer.json()) as { message?: unknown };
    return typeof message === "string" ? message : UNREACHABLE;
  } catch {
    return UNREACHABLE;
  }
}

import type { FormError } from "#app/_components/form.tsx";
import { postToAuth } from "./auth-endpoint.ts";

const UNREACHABLE = "The server did not answer. Check the connection and try again.";

/** Null when signed in, else what to show. Which of the two was wrong is nobody's to know. */
export async function signIn(email: string, password: string): Promise<FormError | null> {
  try {
    const answer = await postToAuth("callback/credentials", { email, password });
    if (answer.ok) return null;
    const { message, issues } = (await answer.json()) as FormError;
    return { message, issues };
  } catch {
    return { message: UNREACHABLE, issues: [] };
  }
}

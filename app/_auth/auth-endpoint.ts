/** Posts to the sign-in endpoint with the token it hands out first; same origin, so the session cookie comes back by itself. */
export async function postToAuth(path: string, fields: Record<string, string>): Promise<Response> {
  const answer = await fetch("/api/auth/csrf", { cache: "no-store" });
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  return fetch(`/api/auth/${path}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ...fields, csrfToken, json: "true" }),
  });
}

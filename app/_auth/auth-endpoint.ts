/** Posts to the sign-in endpoint with the token it hands out first; same origin, so the session cookie comes back by itself. */
export async function postToAuth(path: string, fields: Record<string, string>): Promise<Response> {
  const headers = { "content-type": "application/json", "x-sikkerkey-app": "1" };
  const answer = await fetch("/api/auth/csrf", { headers, cache: "no-store" });
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  return fetch(`/api/auth/${path}`, {
    method: "POST",
    headers,
    body: JSON.stringify({ ...fields, csrfToken }),
  });
}

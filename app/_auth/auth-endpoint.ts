const OURS = { "x-sikkerkey-app": "1" };

/** Posts to the sign-in endpoint with the token it hands out first; same origin, so the session cookie comes back by itself. */
export async function postToAuth(path: string, fields: Record<string, string>): Promise<Response> {
  const answer = await fetch("/api/auth/csrf", { cache: "no-store", headers: OURS });
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  return fetch(`/api/auth/${path}`, {
    method: "POST",
    headers: { ...OURS, "content-type": "application/json" },
    body: JSON.stringify({ ...fields, csrfToken }),
  });
}

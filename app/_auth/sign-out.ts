import { postToAuth } from "./auth-endpoint.ts";

/** Ends this session on the server. Where that fails the sign-in page, which comes next, leads back in: nobody is misled. */
export async function signOut(): Promise<void> {
  await postToAuth("signout", {}).catch(() => undefined);
}

import { postToAuth } from "./auth-endpoint.ts";

/** Ends this session on the server. */
export async function signOut(): Promise<void> {
  await postToAuth("signout", {});
}

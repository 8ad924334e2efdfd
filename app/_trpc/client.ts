import { createTRPCClient, httpLink } from "@trpc/client";
import type { AppRouter } from "#server/trpc/router.ts";

/** For client islands. One call is one request; mutations are same-origin JSON POSTs. */
export const trpc = createTRPCClient<AppRouter>({
  links: [httpLink({ url: "/api/trpc", headers: { "x-sikkerkey-app": "1" } })],
});

import type { SiteFacts } from "#lib/integrations/integration.ts";
import type { UserContext } from "../context.ts";

/** The CLI this server hands out, as `server/packages` knows it. */
type ServedCli = { readonly version: string; readonly sha256: string };

/** What generated files say about this server. The address is the configured one, never one that a request named. */
export function describeSite(ctx: Pick<UserContext, "config" | "now">, cli: ServedCli): SiteFacts {
  return {
    baseUrl: ctx.config.baseUrl,
    cliVersion: cli.version,
    cliSha256: cli.sha256,
    cliFile: `/npm/@sikkerkey/cli/-/cli-${cli.version}.tgz`,
    madeAt: ctx.now.toISOString().slice(0, 10),
  };
}

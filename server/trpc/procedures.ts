import { AppError } from "#lib/errors.ts";
import { type Capability, roleMay } from "../access/capabilities.ts";
import type { UserContext } from "../context.ts";
import { procedure } from "./init.ts";

/** For what a stranger may do: claim a fresh server, see that it is claimed, and read how it is used. */
export const publicProcedure = procedure.meta({ capability: "public" });

/** For everything else: a signed-in member whose role has the capability, acting in their own vault. */
export function vaultProcedure(capability: Capability) {
  return procedure.meta({ capability }).use(({ ctx, next }) => {
    const { actor } = ctx;
    if (actor.kind !== "user") throw new AppError("signed_out");
    if (!roleMay(actor.role, capability)) throw new AppError("forbidden");
    const userContext: UserContext = { ...ctx, actor };
    return next({ ctx: userContext });
  });
}

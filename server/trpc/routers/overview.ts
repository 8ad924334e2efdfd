import { getOverview } from "#server/overview/get-overview.ts";
import { router } from "../init.ts";
import { vaultProcedure } from "../procedures.ts";

export const overviewRouter = router({
  get: vaultProcedure("overview.read").query(({ ctx }) => getOverview(ctx)),
});

import { describeSite } from "../../integrations/describe-site.ts";
import { services } from "../../services.ts";
import { router } from "../init.ts";
import { vaultProcedure } from "../procedures.ts";

export const integrationsRouter = router({
  site: vaultProcedure("integration.read").query(({ ctx }) => describeSite(ctx, services().packages.cli)),
});

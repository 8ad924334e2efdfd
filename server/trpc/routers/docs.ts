import { describeSite } from "../../integrations/describe-site.ts";
import { services } from "../../services.ts";
import { router } from "../init.ts";
import { publicProcedure } from "../procedures.ts";

/** The documentation is for everybody, and so is what its commands need to know of this server. */
export const docsRouter = router({
  site: publicProcedure.query(({ ctx }) => describeSite(ctx, services().packages.cli)),
});

import { listEventsInput } from "#lib/contract/audit.ts";
import { listEventOptions } from "#server/audit/list-event-options.ts";
import { listEvents } from "#server/audit/list-events.ts";
import { router } from "../init.ts";
import { vaultProcedure } from "../procedures.ts";

export const auditRouter = router({
  list: vaultProcedure("audit.read")
    .input(listEventsInput)
    .query(({ ctx, input }) => listEvents(ctx, input)),
  options: vaultProcedure("audit.read").query(({ ctx }) => listEventOptions(ctx)),
});

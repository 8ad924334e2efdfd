import { provisionContainerInput } from "#lib/contract/bundles.ts";
import { provisionContainer } from "../../bundles/provision-container.ts";
import { router } from "../init.ts";
import { vaultProcedure } from "../procedures.ts";

export const bundlesRouter = router({
  provision: vaultProcedure("machine.provision")
    .input(provisionContainerInput)
    .mutation(({ ctx, input }) => provisionContainer(ctx, input)),
});

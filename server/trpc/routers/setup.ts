import { createOwnerInput } from "#lib/contract/account.ts";
import { createOwner } from "../../setup/create-owner.ts";
import { getStatus } from "../../setup/get-status.ts";
import { router } from "../init.ts";
import { publicProcedure } from "../procedures.ts";

export const setupRouter = router({
  status: publicProcedure.query(({ ctx }) => getStatus(ctx)),
  createOwner: publicProcedure.input(createOwnerInput).mutation(({ ctx, input }) => createOwner(ctx, input)),
});

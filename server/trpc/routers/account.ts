import { changePasswordInput, revokeSessionInput } from "#lib/contract/account.ts";
import { changePassword } from "../../account/change-password.ts";
import { getAccount } from "../../account/get-account.ts";
import { listSessions } from "../../account/list-sessions.ts";
import { revokeOtherSessions } from "../../account/revoke-other-sessions.ts";
import { revokeSession } from "../../account/revoke-session.ts";
import { router } from "../init.ts";
import { vaultProcedure } from "../procedures.ts";

export const accountRouter = router({
  me: vaultProcedure("account.read").query(({ ctx }) => getAccount(ctx)),
  sessions: vaultProcedure("account.read").query(({ ctx }) => listSessions(ctx)),
  changePassword: vaultProcedure("account.write")
    .input(changePasswordInput)
    .mutation(({ ctx, input }) => changePassword(ctx, input)),
  revokeSession: vaultProcedure("account.write")
    .input(revokeSessionInput)
    .mutation(({ ctx, input }) => revokeSession(ctx, input)),
  revokeOtherSessions: vaultProcedure("account.write").mutation(({ ctx }) => revokeOtherSessions(ctx)),
});

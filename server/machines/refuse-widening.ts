import { AppError } from "#lib/errors.ts";

type Receiver = { readonly kind: string; readonly isApproved: boolean };

/** Throws `conflict` for a machine that may lose access but not gain any: a runner has its token's, a pending one none. */
export function refuseWidening({ kind, isApproved }: Receiver): void {
  if (kind === "ephemeral")
    throw new AppError("conflict", {
      message:
        "This machine reads what its enrollment token says, never more. Make a token for what it needs and enroll again.",
    });
  if (!isApproved)
    throw new AppError("conflict", { message: "This machine waits for approval. Approve it first." });
}

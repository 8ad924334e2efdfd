import { currentRequestId } from "#app/_trpc/caller.ts";
import { ButtonLink } from "./button.tsx";
import { Failure } from "./failure.tsx";

/** For `not-found.tsx`, inside and outside the vault's frame. */
export async function NothingHere() {
  const requestId = await currentRequestId();
  return (
    <Failure
      code="not_found"
      title="There is nothing at this address"
      reference={requestId}
      actions={
        <ButtonLink look="primary" href="/">
          Home
        </ButtonLink>
      }
    >
      What was here is gone, or the address is not whole. Start from Home and its lists.
    </Failure>
  );
}

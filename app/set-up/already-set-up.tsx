import { ButtonLink } from "#app/_components/button.tsx";
import { Door } from "#app/_components/door.tsx";
import { ERRORS } from "#lib/errors.ts";

/** Where a set-up link leads once somebody owns the server. */
export function AlreadySetUp() {
  return (
    <Door>
      <span className="mark big" />
      <h1>This link has ended</h1>
      <p className="soft">{ERRORS.already_set_up.message}</p>
      <p className="actions mt-6">
        <ButtonLink look="primary" href="/sign-in">
          Sign in
        </ButtonLink>
      </p>
      <p className="meta mt-6">
        A set-up link works once. If it was not you who used it, stop the server and look at its log before
        anything else.
      </p>
    </Door>
  );
}

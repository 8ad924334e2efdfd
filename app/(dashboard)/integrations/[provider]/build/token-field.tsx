"use client";

import { useRouter } from "next/navigation";
import { Button } from "#app/_components/button.tsx";
import { Field } from "#app/_components/field.tsx";
import { Form, issueAt, textOf } from "#app/_components/form.tsx";
import type { ActionError } from "#app/_trpc/action-error.ts";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";

/** Takes the plaintext, has it checked, and keeps nothing of it: only the token's id goes into the address. */
export function TokenField({ provider }: { provider: string }) {
  const router = useRouter();
  const { run, isPending, error } = useAction(trpc.tokens.verify.mutate);
  const verify = async (form: FormData) => {
    if (isPending) return;
    const verified = await run({ token: textOf(form, "token").trim() });
    if (verified === null) return;
    router.replace(`/integrations/${provider}/build?token=${verified.tokenId}`, { scroll: false });
  };
  // Whatever is wrong is about this one field, so the field says it.
  const problem = error === null ? undefined : (issueAt(error, "token") ?? sentenceOf(error));
  return (
    <Form error={problem === undefined ? null : error} shown={["token"]} isQuiet onSubmit={verify}>
      <Field
        label="Enrollment token"
        hint="Checked by its hash and forgotten. It will be in none of the files."
        error={problem}
      >
        {(wires) => (
          <div className="with-button">
            <input
              {...wires}
              name="token"
              type="password"
              className="input mono"
              placeholder="ske_…"
              autoComplete="off"
              spellCheck={false}
            />
            <Button type="submit" look="primary" isBusy={isPending} busyLabel="Checking…">
              Check token
            </Button>
          </div>
        )}
      </Field>
    </Form>
  );
}

const ANOTHER = "Create another token and use its plaintext.";

/** What the server said, and what to do about it. */
function sentenceOf({ code, message }: ActionError): string {
  switch (code) {
    case "enrollment_token_unknown":
      return `${message}. It matches no token of this vault: copy it again, or create another one.`;
    case "enrollment_token_revoked":
    case "enrollment_token_expired":
    case "enrollment_token_exhausted":
      return `${message}. ${ANOTHER}`;
    default:
      return message;
  }
}

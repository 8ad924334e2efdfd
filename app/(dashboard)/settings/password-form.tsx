"use client";

import { useState } from "react";
import { Button } from "#app/_components/button.tsx";
import { PasswordField } from "#app/_components/field.tsx";
import { Form, issueAt, textOf } from "#app/_components/form.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";

export function PasswordForm({ email }: { email: string }) {
  // A new key empties the fields once the change is made; after a failure they stay.
  const [round, setRound] = useState(0);
  const { run, isPending, error } = useAction(trpc.account.changePassword.mutate);
  const submit = async (form: FormData) => {
    if (isPending) return;
    const changed = await run({
      currentPassword: textOf(form, "currentPassword"),
      newPassword: textOf(form, "newPassword"),
    });
    if (changed === null) return;
    setRound(round + 1);
    showToast({ text: "Password changed" });
  };
  return (
    <Form key={round} error={error} shown={["currentPassword", "newPassword"]} onSubmit={submit}>
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <div className="grid-2">
        <PasswordField
          label="Current password"
          name="currentPassword"
          autoComplete="current-password"
          error={issueAt(error, "currentPassword")}
        />
        <PasswordField
          label="New password"
          name="newPassword"
          autoComplete="new-password"
          hint="At least 12 characters. Four random words do well."
          error={issueAt(error, "newPassword")}
        />
      </div>
      <div className="actions">
        <Button type="submit" isBusy={isPending} busyLabel="Changing…">
          Change password
        </Button>
      </div>
    </Form>
  );
}

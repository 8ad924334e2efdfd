"use client";

import { useState } from "react";
import { signIn } from "#app/_auth/sign-in.ts";
import { Button } from "#app/_components/button.tsx";
import { PasswordField, TextField } from "#app/_components/field.tsx";
import { Form, type FormError, issueAt, textOf } from "#app/_components/form.tsx";

export function SignInForm({ next }: { next: string }) {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<FormError | null>(null);
  const submit = async (form: FormData) => {
    if (isBusy) return;
    setIsBusy(true);
    setError(null);
    const failure = await signIn(textOf(form, "email"), textOf(form, "password"));
    // A full load, so that no page rendered for a stranger is kept. What stood behind # was never sent and belongs to it.
    if (failure === null) return location.assign(next + location.hash);
    setIsBusy(false);
    setError(failure);
  };
  return (
    <Form className="form door-form" error={error} shown={["email", "password"]} onSubmit={submit}>
      <TextField
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        autoFocus
        isLarge
        error={issueAt(error, "email")}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        isLarge
        error={issueAt(error, "password")}
      />
      <Button type="submit" look="primary" className="wide" isBusy={isBusy} busyLabel="Signing in…">
        Sign in
      </Button>
    </Form>
  );
}

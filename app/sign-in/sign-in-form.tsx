"use client";

import { useState } from "react";
import { signIn } from "#app/_auth/sign-in.ts";
import { Button } from "#app/_components/button.tsx";
import { PasswordField, TextField } from "#app/_components/field.tsx";
import { Form, type FormError, textOf } from "#app/_components/form.tsx";

export function SignInForm({ next }: { next: string }) {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<FormError | null>(null);
  const submit = async (form: FormData) => {
    if (isBusy) return;
    setIsBusy(true);
    setError(null);
    const message = await signIn(textOf(form, "email"), textOf(form, "password"));
    // A full load, so that no page rendered for a stranger is kept.
    if (message === null) return location.assign(next);
    setIsBusy(false);
    setError({ message, issues: [] });
  };
  return (
    <Form className="form door-form" error={error} onSubmit={submit}>
      <TextField
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        autoFocus
        required
        isLarge
      />
      <PasswordField label="Password" name="password" autoComplete="current-password" required isLarge />
      <Button type="submit" look="primary" className="wide" isBusy={isBusy} busyLabel="Signing in…">
        Sign in
      </Button>
    </Form>
  );
}

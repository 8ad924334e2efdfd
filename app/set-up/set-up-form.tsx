"use client";

import { useState } from "react";
import { signIn } from "#app/_auth/sign-in.ts";
import { Button } from "#app/_components/button.tsx";
import { PasswordField, TextField } from "#app/_components/field.tsx";
import { Form, issueAt, textOf } from "#app/_components/form.tsx";
import { Note } from "#app/_components/note.tsx";
import { useLinkSecret } from "#app/_components/use-link-secret.ts";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";

const SHOWN = ["vaultName", "name", "email", "password"];

export function SetUpForm() {
  const secret = useLinkSecret();
  const [isLeaving, setIsLeaving] = useState(false);
  const { run, isPending, error } = useAction(trpc.setup.createOwner.mutate);
  if (secret === "missing") return <MissingSecret />;
  const submit = async (form: FormData) => {
    if (isPending || isLeaving || secret === "unread") return;
    const email = textOf(form, "email");
    const password = textOf(form, "password");
    const made = await run({
      setupSecret: secret.text,
      vaultName: textOf(form, "vaultName"),
      name: textOf(form, "name"),
      email,
      password,
    });
    if (made === null) return;
    setIsLeaving(true);
    const failed = await signIn(email, password);
    location.assign(failed === null ? "/" : "/sign-in");
  };
  if (error?.code === "setup_link_ended") return <MissingSecret message={error.message} />;
  return (
    <Form className="form door-form" error={error} shown={SHOWN} onSubmit={submit}>
      <TextField label="Vault name" name="vaultName" isLarge autoFocus error={issueAt(error, "vaultName")} />
      <TextField label="Your name" name="name" autoComplete="name" isLarge error={issueAt(error, "name")} />
      <TextField
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        isLarge
        error={issueAt(error, "email")}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="new-password"
        isLarge
        hint="At least 12 characters. Four random words do well."
        error={issueAt(error, "password")}
      />
      <Button
        type="submit"
        look="primary"
        className="wide"
        isBusy={isPending || isLeaving}
        busyLabel="Creating vault…"
      >
        Create vault
      </Button>
    </Form>
  );
}

function MissingSecret({ message = "This address is not a whole set-up link." }: { message?: string }) {
  return (
    <div className="mt-6">
      <Note tone="warn">
        <b>{message}</b> The link is printed by <code>npm start</code> and works once, within 30 minutes.
        Restart the server and open the new link, all of it.
      </Note>
    </div>
  );
}

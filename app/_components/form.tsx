"use client";

import { type ReactNode, useEffect, useRef } from "react";
import type { Issue } from "#lib/errors.ts";
import { Note } from "./note.tsx";

/** What a failed action says; `issues` belong to fields, the sentence to the form. */
export type FormError = { readonly message: string; readonly issues: readonly Issue[] };

type FormProps = {
  error: FormError | null;
  /** Paths that a field of the form shows by itself; anything else is told in a note. */
  shown?: readonly string[];
  onSubmit: (form: FormData) => void;
  className?: string;
  /** The caller shows the failure at its one field; no note beside it. */
  isQuiet?: boolean;
  children: ReactNode;
};

/** The message for a field, or for anything below it ("secrets.3.name" is below "secrets"). */
export function issueAt(error: FormError | null, path: string): string | undefined {
  return error?.issues.find((issue) => issue.path === path || issue.path.startsWith(`${path}.`))?.message;
}

/** Nothing typed is ever lost: a failure leaves the fields as they are and puts focus on the first bad one. */
export function Form({
  error,
  shown = [],
  onSubmit,
  className = "form",
  isQuiet = false,
  children,
}: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error === null) return;
    const bad = form.current?.querySelector<HTMLElement>("[aria-invalid='true'], [data-invalid]");
    const target = bad?.matches("input, textarea, select, button")
      ? bad
      : bad?.querySelector<HTMLElement>("input");
    (target ?? bad ?? note.current)?.focus();
  }, [error]);
  const isAtFields = error?.issues.some(({ path }) =>
    shown.some((name) => path === name || path.startsWith(`${name}.`)),
  );
  return (
    <form
      ref={form}
      noValidate
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(new FormData(event.currentTarget));
      }}
    >
      {error === null || isAtFields || isQuiet ? null : (
        <div ref={note} tabIndex={-1} role="alert" className="form-error">
          <Note tone="danger">{sentenceOf(error)}</Note>
        </div>
      )}
      {children}
    </form>
  );
}

// A general sentence says less than the first thing that is wrong.
const sentenceOf = ({ message, issues }: FormError) => issues[0]?.message ?? message;

/** A text value of a form, exactly as typed. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

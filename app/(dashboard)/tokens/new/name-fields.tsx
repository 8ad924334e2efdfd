"use client";

import { TextField } from "#app/_components/field.tsx";
import { issueAt } from "#app/_components/form.tsx";
import type { SectionProps } from "./section-props.ts";

export function NameFields({ draft, patch, error }: SectionProps) {
  return (
    <section className="form-section">
      <div className="grid-2">
        <TextField
          label="Name"
          autoFocus
          value={draft.name}
          hint="For example bitbucket-deploy"
          onChange={(event) => patch({ name: event.target.value })}
          error={issueAt(error, "name")}
        />
        <TextField
          label="Description"
          isOptional
          value={draft.description}
          onChange={(event) => patch({ description: event.target.value })}
          error={issueAt(error, "description")}
        />
      </div>
    </section>
  );
}

"use client";

import { issueAt } from "#app/_components/form.tsx";
import { counted } from "#app/_format/amount.ts";
import { findCollision } from "#lib/naming/secret-name.ts";
import { SecretPicker } from "./secret-picker.tsx";
import type { SectionProps } from "./section-props.ts";
import { chosenOf, type ProjectOption } from "./token-draft.ts";

export function ScopeFields({ draft, patch, error, projects }: SectionProps & { projects: ProjectOption[] }) {
  const chosen = chosenOf(draft, projects);
  const collision = findCollision(
    chosen.secrets.map(({ name, projectName, variables }) => ({
      label: `${name} of ${projectName}`,
      variables,
    })),
  );
  const clash =
    collision === null
      ? undefined
      : `${collision.first} and ${collision.second} would both arrive as ${collision.variable}. Leave one of them out.`;
  return (
    <section className="form-section" aria-labelledby="scope">
      <div className="section-head">
        <h2 id="scope">What its machines may read</h2>
        <span className="meta">
          {counted(chosen.secrets.length, "secret")} in {counted(chosen.projects.length, "project")}
        </span>
      </div>
      <SecretPicker
        projects={projects}
        chosen={draft.secretIds}
        onChange={(secretIds) => patch({ secretIds })}
        error={issueAt(error, "secretIds") ?? issueAt(error, "projectIds")}
        problem={clash}
      />
    </section>
  );
}

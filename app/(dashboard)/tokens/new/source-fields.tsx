"use client";

import { TextField } from "#app/_components/field.tsx";
import { issueAt } from "#app/_components/form.tsx";
import { fillTemplate, isNameTemplate } from "#lib/naming/machine-name.ts";
import type { SectionProps } from "./section-props.ts";

export function SourceFields({ draft, patch, error }: SectionProps) {
  return (
    <section className="form-section" aria-labelledby="sources">
      <h2 id="sources">From where</h2>
      <div className="grid-3">
        <TextField
          label="Source CIDR"
          isOptional
          isMono
          value={draft.sourceCidr}
          onChange={(event) => patch({ sourceCidr: event.target.value })}
          hint="Such as 203.0.113.0/24"
          error={issueAt(error, "sourceCidr")}
        />
        <TextField
          label="Hostname pattern"
          isOptional
          isMono
          value={draft.hostnamePattern}
          onChange={(event) => patch({ hostnamePattern: event.target.value })}
          hint="* and ?, whole name"
          error={issueAt(error, "hostnamePattern")}
        />
        <TextField
          label="Machine name"
          isOptional
          isMono
          value={draft.namePattern}
          onChange={(event) => patch({ namePattern: event.target.value })}
          hint={nameHint(draft.namePattern.trim())}
          error={issueAt(error, "namePattern")}
        />
      </div>
    </section>
  );
}

/** A template names the machine, a pattern checks the name it asks for; the hint says which of the two this is. */
function nameHint(pattern: string): string {
  if (pattern === "") return "Pattern, or template ci-{uuid8}";
  if (!isNameTemplate(pattern)) return "Checks the name that a runner asks for";
  return `For example ${fillTemplate(pattern, { uuid8: "7f3a91c2", hostname: "runner" })}`;
}

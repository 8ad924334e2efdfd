"use client";

import type { SecretKind } from "#lib/contract/secrets.ts";

const KINDS: readonly { kind: SecretKind; title: string; what: string }[] = [
  { kind: "single", title: "Single value", what: "One text, one variable." },
  { kind: "structured", title: "Structured", what: "Named fields, changed together." },
];

export function KindChoice({ kind, onChange }: { kind: SecretKind; onChange: (kind: SecretKind) => void }) {
  return (
    <fieldset className="choices">
      <legend className="label">Kind</legend>
      {KINDS.map((row) => (
        <label key={row.kind} className="choice">
          <input
            type="radio"
            name="kind"
            value={row.kind}
            checked={kind === row.kind}
            onChange={() => onChange(row.kind)}
          />
          <span>
            <b>{row.title}</b>
            <span className="meta">{row.what}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

"use client";

import type { ValidatedKind } from "./validate-draft.ts";

const KINDS: readonly { kind: ValidatedKind; title: string; what: string }[] = [
  { kind: "long_lived", title: "Long-lived machine", what: "A server that stays until you delete it." },
  { kind: "temporary", title: "Temporary machine", what: "One hour to twelve months, within limits." },
];

type KindChoiceProps = { kind: ValidatedKind; onChange: (kind: ValidatedKind) => void };

export function MachineKindChoice({ kind, onChange }: KindChoiceProps) {
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

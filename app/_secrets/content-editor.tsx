"use client";

import { TextField } from "#app/_components/field.tsx";
import { type FormError, issueAt } from "#app/_components/form.tsx";
import { Icon } from "#app/_components/icon.tsx";
import { fieldNamesProblem } from "#lib/naming/field-names.ts";
import { type ContentDraft, emptyField, type FieldDraft } from "./content-draft.ts";
import { ValueField } from "./value-field.tsx";

type ContentEditorProps = {
  draft: ContentDraft;
  onChange: (draft: ContentDraft) => void;
  error: FormError | null;
  variables: readonly string[];
};

/** One value, or named fields. The kind is chosen by the caller. */
export function ContentEditor({ draft, onChange, error, variables }: ContentEditorProps) {
  if (draft.kind === "single") {
    return (
      <ValueField
        label="Value"
        value={draft.value}
        onChange={(value) => onChange({ ...draft, value })}
        error={issueAt(error, "content.value")}
      />
    );
  }
  const problem = fieldNamesProblem(draft.fields.map((field) => field.name));
  const setFields = (fields: readonly FieldDraft[]) => onChange({ ...draft, fields });
  const patch = (key: number, change: Partial<FieldDraft>) =>
    setFields(draft.fields.map((field) => (field.key === key ? { ...field, ...change } : field)));
  return (
    <fieldset className="pieces">
      <legend className="sr">Fields</legend>
      {draft.fields.map((field, index) => (
        <div key={field.key} className="piece">
          <TextField
            label={`Field ${index + 1}`}
            isMono
            value={field.name}
            hint={variables[index] ? `Arrives as ${variables[index]}` : "For example secret_key"}
            error={issueAt(error, `content.fields.${index}.name`)}
            problem={problem?.index === index && field.name !== "" ? problem.message : undefined}
            onChange={(event) => patch(field.key, { name: event.target.value })}
          />
          <ValueField
            label={`Value of ${field.name === "" ? `field ${index + 1}` : field.name}`}
            value={field.value}
            rows={2}
            onChange={(value) => patch(field.key, { value })}
            error={issueAt(error, `content.fields.${index}.value`)}
          />
          <button
            type="button"
            className="btn icon quiet piece-remove"
            aria-label={`Remove field ${field.name || index + 1}`}
            disabled={draft.fields.length === 1}
            onClick={() => setFields(draft.fields.filter(({ key }) => key !== field.key))}
          >
            <Icon name="x" />
          </button>
        </div>
      ))}
      <div>
        <button type="button" className="btn sm" onClick={() => setFields([...draft.fields, emptyField()])}>
          <Icon name="plus" small />
          Add a field
        </button>
      </div>
    </fieldset>
  );
}

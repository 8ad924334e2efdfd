"use client";

import { type Dispatch, type SetStateAction, useState } from "react";
import { Button } from "#app/_components/button.tsx";
import { SelectField } from "#app/_components/field.tsx";
import { Form } from "#app/_components/form.tsx";
import { Note } from "#app/_components/note.tsx";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";
import type { VersionComparisonView } from "#lib/contract/secrets.ts";
import { Differences } from "./differences.tsx";

type Choice = { version: number; words: string };
type CompareProps = { secretId: string; versions: Choice[]; from: number; to: number };

/** Two versions to choose; comparing is a button, because it is recorded and no page must do that by being looked at. */
export function CompareForm({ secretId, versions, from: before, to: after }: CompareProps) {
  const [from, setFrom] = useState(before);
  const [to, setTo] = useState(after);
  const [compared, setCompared] = useState<VersionComparisonView | null>(null);
  const { run, isPending, error } = useAction(trpc.secrets.compareVersions.mutate);
  if (versions.length < 2)
    return <Note>There is one version so far. Write another one, and they can be compared.</Note>;
  const submit = async () => {
    if (!isPending && from !== to) setCompared(await run({ secretId, from, to }));
  };
  const choose = (set: Dispatch<SetStateAction<number>>) => (version: number) => {
    set(version);
    setCompared(null);
  };
  return (
    <div className="stack">
      <Form className="form measure" error={error} onSubmit={submit}>
        <div className="grid-2">
          <VersionField label="From" versions={versions} value={from} onChoose={choose(setFrom)} />
          <VersionField
            label="To"
            versions={versions}
            value={to}
            onChoose={choose(setTo)}
            problem={from === to ? "Choose two different versions." : undefined}
          />
        </div>
        <div>
          <Button type="submit" look="primary" isBusy={isPending} busyLabel="Comparing…">
            Compare versions
          </Button>
        </div>
      </Form>
      <div aria-live="polite">
        {compared === null ? null : <Differences secretId={secretId} compared={compared} />}
      </div>
    </div>
  );
}

type FieldProps = {
  label: string;
  versions: Choice[];
  value: number;
  onChoose: (version: number) => void;
  problem?: string | undefined;
};

function VersionField({ label, versions, value, onChoose, problem }: FieldProps) {
  return (
    <SelectField
      label={label}
      value={value}
      problem={problem}
      onChange={(event) => onChoose(Number(event.target.value))}
    >
      {versions.map(({ version, words }) => (
        <option key={version} value={version}>
          {words}
        </option>
      ))}
    </SelectField>
  );
}

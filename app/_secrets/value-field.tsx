"use client";

import { useRef, useState } from "react";
import { Field } from "#app/_components/field.tsx";
import { counted, formatSize } from "#app/_format/amount.ts";
import { readTextFile } from "./read-text-file.ts";

type ValueFieldProps = {
  label: string;
  value: string;
  rows?: number;
  error: string | undefined;
  onChange: (value: string) => void;
};

/**
 * A value of any number of lines. A text area turns CRLF into LF, so a file that must keep its own line ends is loaded
 * instead: its text is held beside what the area shows, until somebody edits it.
 */
export function ValueField({ label, value, rows = 5, error, onChange }: ValueFieldProps) {
  const picker = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const load = async (file: File | undefined) => {
    if (file === undefined) return;
    const read = await readTextFile(file);
    setProblem(read.problem);
    if (read.text !== undefined) onChange(read.text);
  };
  const fromFile = (
    <>
      <button
        type="button"
        className="link small"
        aria-label={`From a file: ${label}`}
        onClick={() => picker.current?.click()}
      >
        From a file
      </button>
      <input
        ref={picker}
        type="file"
        hidden
        onChange={(event) => {
          load(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
    </>
  );
  return (
    <Field label={label} beside={fromFile} hint={describe(value)} error={error} problem={problem}>
      {(wires) => (
        <textarea
          {...wires}
          className="input mono area"
          rows={rows}
          value={value}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="none"
          onChange={(event) => {
            setProblem(undefined);
            onChange(event.target.value);
          }}
        />
      )}
    </Field>
  );
}

/** What will be kept, in words that catch a stray newline. */
function describe(value: string): string {
  if (value === "") return "Kept exactly as you type it.";
  const lines = value.split(/\r\n|\n/);
  const endsOpen = lines.at(-1) === "";
  const count = endsOpen ? lines.length - 1 : lines.length;
  const size = formatSize(new TextEncoder().encode(value).length);
  const ends = value.includes("\r\n") ? ", CRLF line ends" : "";
  return `${size}, ${counted(count, "line")}${ends}${endsOpen ? ", ends with a newline" : ""}.`;
}

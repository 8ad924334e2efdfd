"use client";

import { useState } from "react";
import type { CodeFile } from "#app/_components/code-files.tsx";
import { Field } from "#app/_components/field.tsx";
import { compareTexts } from "#lib/integrations/compare-texts.ts";
import { readHeader } from "#lib/integrations/read-header.ts";

/** Shows what building again changes in a committed file. The pasted text stays in the browser. */
export function CompareFile({ files, cliVersion }: { files: CodeFile[]; cliVersion: string }) {
  const [pasted, setPasted] = useState("");
  return (
    <details className="rebuild">
      <summary>Built before? See what a rebuild changes</summary>
      <Field
        label="A file from your repository"
        hint="Paste it whole. It is compared here, in the browser, and sent nowhere."
      >
        {(wires) => (
          <textarea
            {...wires}
            className="input mono"
            rows={3}
            spellCheck={false}
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
          />
        )}
      </Field>
      <div role="status">
        {pasted.trim() === "" ? null : <Changes pasted={pasted} files={files} now={cliVersion} />}
      </div>
    </details>
  );
}

function Changes({ pasted, files, now }: { pasted: string; files: CodeFile[]; now: string }) {
  const made = readHeader(pasted);
  const file = closest(pasted, files);
  if (made === null || file === undefined)
    return (
      <p className="soft">This is not a file from a builder: its first lines do not say what made it.</p>
    );
  const lines = compareTexts(pasted, file.content);
  const changed = lines.filter(({ kind }) => kind === "gone" || kind === "new").length;
  const madeWith = `${file.path}, made on ${made.madeAt} with CLI ${made.cliVersion}; the CLI is ${now} now.`;
  if (changed === 0) return <p className="ok-text">{madeWith} Nothing changes.</p>;
  return (
    <>
      <p className="soft">
        {madeWith} A rebuild changes {changed} lines.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="changes" aria-label="Changed lines" tabIndex={0}>
        <pre>
          {lines.map(({ kind, text }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
            <span key={at} className={`change ${kind.replace(" ", "-")}`}>
              {SIGNS[kind]} {text}
              {"\n"}
            </span>
          ))}
        </pre>
      </section>
    </>
  );
}

const SIGNS = { same: " ", gone: "−", new: "+", "left out": "…" } as const;

/** The file whose lines the pasted text shares most. */
function closest(pasted: string, files: CodeFile[]): CodeFile | undefined {
  const lines = new Set(pasted.split(/\r?\n/));
  const shared = ({ content }: CodeFile) => {
    const own = content.split("\n");
    return own.filter((line) => lines.has(line)).length / own.length;
  };
  return files.toSorted((one, other) => shared(other) - shared(one))[0];
}

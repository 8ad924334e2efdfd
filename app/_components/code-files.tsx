"use client";

import { type KeyboardEvent, useId, useState } from "react";
import { Button } from "./button.tsx";
import { CopyButton } from "./copy-button.tsx";
import { downloadText } from "./download-text.ts";
import { Icon } from "./icon.tsx";

export type CodeFile = { path: string; content: string };

type CodeFilesProps = {
  files: CodeFile[];
  label: string;
  /** Texts that are lines of something else, rather than files to save. */
  isCopiedOnly?: boolean;
};

/** Files under tabs, with copy and download. Arrow keys move between the tabs. */
export function CodeFiles({ files, label, isCopiedOnly = false }: CodeFilesProps) {
  const id = useId();
  const [current, setCurrent] = useState(0);
  const file = files[current];
  if (file === undefined) return null;
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -current, End: files.length - 1 - current }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = (current + step + files.length) % files.length;
    setCurrent(next);
    event.currentTarget.querySelectorAll<HTMLElement>("[role='tab']")[next]?.focus();
  };
  return (
    <div className="code">
      <div className="code-head">
        <div className="tabs" role="tablist" aria-label={label} onKeyDown={move}>
          {files.map(({ path }, index) => (
            <button
              key={path}
              type="button"
              role="tab"
              id={`${id}-tab-${index}`}
              aria-selected={index === current}
              aria-controls={`${id}-panel`}
              tabIndex={index === current ? 0 : -1}
              onClick={() => setCurrent(index)}
            >
              {baseName(path)}
            </button>
          ))}
        </div>
        <span className="actions">
          <CopyButton key={file.path} text={file.content} what={file.path} />
          {isCopiedOnly ? null : (
            <Button
              look="quiet"
              small
              aria-label={`Download ${file.path}`}
              onClick={() => downloadText(file)}
            >
              <Icon name="down" small />
              <span className="m-hide">Download</span>
            </Button>
          )}
        </span>
      </div>
      {file.path.includes("/") ? <p className="code-path">{file.path}</p> : null}
      <pre
        className="lined"
        id={`${id}-panel`}
        role="tabpanel"
        aria-labelledby={`${id}-tab-${current}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
      >
        {file.content
          .replace(/\n$/, "")
          .split("\n")
          .map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
            <span key={index} className={/^\s*#/.test(line) ? "l c" : "l"}>
              {line}
              {"\n"}
            </span>
          ))}
      </pre>
    </div>
  );
}

/** Tabs are narrow; the whole path stands above the text. */
const baseName = (path: string) => path.replace(/^.*\//, "");

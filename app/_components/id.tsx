"use client";

import { useCopy } from "./copy-button.tsx";
import { Icon } from "./icon.tsx";

/** An id is a copy button. */
export function Id({ id }: { id: string }) {
  const [phase, copy] = useCopy(id);
  return (
    <button type="button" className="id" aria-label={`Copy id ${id}`} onClick={copy}>
      <span className="id-text">{id}</span>
      <Icon name={phase === "copied" ? "check" : "copy"} small />
      <span className="sr" role="status">
        {phase === "copied" ? "Copied" : ""}
      </span>
    </button>
  );
}

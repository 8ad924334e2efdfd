"use client";

import { type ReactNode, useId, useState } from "react";
import { Icon } from "#app/_components/icon.tsx";

type EventRowProps = { label: string; cells: ReactNode; detail: ReactNode; columns: number };

/** A row with a real button that opens one more below it. Both were rendered on the server. */
export function EventRow({ label, cells, detail, columns }: EventRowProps) {
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <tr className={isOpen ? "is-selected" : ""}>
        <td className="m-button">
          <button
            type="button"
            className="expand"
            aria-expanded={isOpen}
            aria-controls={id}
            aria-label={`Details of ${label}`}
            onClick={() => setIsOpen(!isOpen)}
          >
            <Icon name={isOpen ? "chev" : "right"} small />
          </button>
        </td>
        {cells}
      </tr>
      <tr id={id} className="detail" hidden={!isOpen}>
        <td colSpan={columns}>{detail}</td>
      </tr>
    </>
  );
}

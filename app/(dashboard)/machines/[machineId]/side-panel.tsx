"use client";

import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { GrantOption } from "./grant-choice.ts";

type SidePanelProps = {
  title: string;
  /** What choosing one does: "Grant", "Take back". */
  act: string;
  actAll: string;
  secrets: readonly GrantOption[];
  /** Also of those that the search hides. */
  total: number;
  isSearched: boolean;
  onMove: (ids: readonly string[]) => void;
};

/** One stop of the Tab key: arrows walk its rows, Enter or Space moves one across, and the walk goes on from its place. */
export function SidePanel({ title, act, actAll, secrets, total, isSearched, onMove }: SidePanelProps) {
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const [place, setPlace] = useState(0);
  const isWalking = useRef(false);
  const at = Math.min(place, Math.max(0, secrets.length - 1));
  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>("button") ?? [])];
  useEffect(() => {
    if (!isWalking.current) return;
    isWalking.current = false;
    const row = list.current?.querySelectorAll<HTMLElement>("button")[at];
    // Where the last row was taken away, the list itself keeps the place.
    (row ?? list.current)?.focus();
  });
  const walk = (event: KeyboardEvent) => {
    const last = secrets.length - 1;
    const next = { ArrowDown: Math.min(at + 1, last), ArrowUp: Math.max(at - 1, 0), Home: 0, End: last }[
      event.key
    ];
    if (next === undefined) return;
    event.preventDefault();
    setPlace(next);
    rows()[next]?.focus();
  };
  const moveOne = (secretId: string, index: number) => {
    isWalking.current = true;
    setPlace(index);
    onMove([secretId]);
  };
  return (
    <section className="side-panel" aria-labelledby={id}>
      <div className="picks-head">
        <h3 id={id}>
          {title} <span className="faint num">{total}</span>
        </h3>
        {secrets.length === 0 ? null : (
          <button
            type="button"
            className="link"
            onClick={() => {
              isWalking.current = true;
              onMove(secrets.map((secret) => secret.id));
            }}
          >
            {isSearched ? `${actAll} ${secrets.length} found` : actAll}
          </button>
        )}
      </div>
      <ul ref={list} aria-labelledby={id} tabIndex={-1} onKeyDown={walk}>
        {secrets.length === 0 ? (
          <li className="nobody faint">{isSearched && total > 0 ? "None found" : "None"}</li>
        ) : null}
        {secrets.map((secret, index) => (
          <li key={secret.id}>
            <button
              type="button"
              className="mover"
              tabIndex={index === at ? 0 : -1}
              aria-label={`${act} ${secret.name}`}
              onFocus={() => setPlace(index)}
              onClick={() => moveOne(secret.id, index)}
            >
              <span>
                <span className="mono what">{secret.name}</span>
                {secret.variables.join() === secret.name ? null : (
                  <span className="meta mono what">{secret.variables.join(", ")}</span>
                )}
              </span>
              <span className="act small">{act}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

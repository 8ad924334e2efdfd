"use client";

import { formatClock, spokenTimeLeft } from "#app/_format/clock.ts";

/** Digits that change and nothing else; said aloud five minutes and one minute before the end, and at the end. */
export function Countdown({ left }: { left: number }) {
  return (
    <>
      <p className="headline" aria-hidden="true">
        {formatClock(left)}
      </p>
      <p className="sr" aria-live="polite">
        {spokenTimeLeft(left)}
      </p>
    </>
  );
}

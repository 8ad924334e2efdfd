"use client";

import { useEffect, useState } from "react";
import { counted } from "#app/_format/amount.ts";

type CountdownProps = {
  seconds: number;
  /** When `seconds` was true, as `performance.now()` told. */
  heardAt: number;
};

/** Digits that change and nothing else; said aloud once a minute. */
export function Countdown({ seconds, heardAt }: CountdownProps) {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const left = Math.max(0, Math.round(seconds - Math.max(0, now - heardAt) / 1000));
  const minutes = Math.ceil(left / 60);
  return (
    <>
      <p className="headline" aria-hidden="true">
        {Math.floor(left / 60)}:{String(left % 60).padStart(2, "0")}
      </p>
      <p className="sr" aria-live="polite">
        {left === 0 ? "No time left" : `${counted(minutes, "minute")} left`}
      </p>
    </>
  );
}

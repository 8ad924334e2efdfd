"use client";

import { useEffect, useState } from "react";

export type Remaining = {
  /** By the server's clock, when it answered. */
  readonly seconds: number;
  /** When that was heard, as `performance.now()` told. */
  readonly heardAt: number;
};

/** Whole seconds that are left now, down to 0, on a clock that nobody sets. */
export function useSecondsLeft({ seconds, heardAt }: Remaining): number {
  const [now, setNow] = useState(heardAt);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.round(seconds - Math.max(0, now - heardAt) / 1000));
}

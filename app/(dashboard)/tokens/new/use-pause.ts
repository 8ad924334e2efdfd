"use client";

import { useEffect, useState } from "react";

/** The value once it has stood still for a second, so that a live region is not read out at every key. */
export function usePause<T>(value: T): T {
  const [paused, setPaused] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(JSON.parse(text) as T), 1000);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}

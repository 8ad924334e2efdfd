"use client";

import { useCallback, useEffect, useState } from "react";

export const REVEAL_SECONDS = 30;

type Revealed = { text: string; secondsLeft: number } | null;

/** A value in memory for thirty seconds at most; it goes when the tab is hidden or the page is left. */
export function useRevealed(): { revealed: Revealed; show: (text: string) => void; hide: () => void } {
  const [revealed, setRevealed] = useState<Revealed>(null);
  const isShown = revealed !== null;
  const hide = useCallback(() => setRevealed(null), []);
  const show = useCallback((text: string) => setRevealed({ text, secondsLeft: REVEAL_SECONDS }), []);
  useEffect(() => {
    if (!isShown) return;
    const timer = setInterval(() => {
      setRevealed((now) =>
        now === null || now.secondsLeft <= 1 ? null : { ...now, secondsLeft: now.secondsLeft - 1 },
      );
    }, 1000);
    const leave = () => {
      if (document.visibilityState === "hidden") hide();
    };
    document.addEventListener("visibilitychange", leave);
    window.addEventListener("pagehide", hide);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", leave);
      window.removeEventListener("pagehide", hide);
    };
  }, [isShown, hide]);
  return { revealed, show, hide };
}

import type { ReactNode } from "react";

/** Disc active, ring waiting, bar disabled, hollow disc ended, diamond denied: the shape speaks without colour. */
export type StateShape = "live" | "wait" | "off" | "ended" | "deny";

export function State({ shape, children }: { shape: StateShape; children: ReactNode }) {
  return <span className={`state ${shape}`}>{children}</span>;
}

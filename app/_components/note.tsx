import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

export type NoteTone = "neutral" | "ok" | "warn" | "danger";

const ICONS: Record<NoteTone, IconName> = { neutral: "info", ok: "check", warn: "alert", danger: "alert" };

/** Stays where its cause is; at most one a section. */
export function Note({ tone = "neutral", children }: { tone?: NoteTone; children: ReactNode }) {
  return (
    <div className={tone === "neutral" ? "note" : `note ${tone}`}>
      <Icon name={ICONS[tone]} />
      <div>{children}</div>
    </div>
  );
}

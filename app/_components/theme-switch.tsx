"use client";

import { Icon } from "./icon.tsx";
import { THEME_COOKIE } from "./theme.ts";

const YEAR_SECONDS = 31_536_000;

/** Switches between the two themes; the choice is a cookie, so the server renders it and nothing flashes. */
export function ThemeSwitch() {
  const toggle = () => {
    const root = document.documentElement;
    const isDark = root.dataset["theme"]
      ? root.dataset["theme"] === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    const theme = isDark ? "light" : "dark";
    root.dataset["theme"] = theme;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    // biome-ignore lint/suspicious/noDocumentCookie: Cookie Store is not in every browser, and this one is no secret
    document.cookie = `${THEME_COOKIE}=${theme}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax${secure}`;
  };
  return (
    <button type="button" className="btn icon quiet" aria-label="Switch theme" onClick={toggle}>
      <Icon name="sun" />
    </button>
  );
}

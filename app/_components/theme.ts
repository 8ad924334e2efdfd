export const THEME_COOKIE = "sikkerkey-theme";

/** The theme a person chose; null leaves it to their system. */
export function parseTheme(value: string | undefined): "light" | "dark" | null {
  return value === "light" || value === "dark" ? value : null;
}

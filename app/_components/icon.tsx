/** Names of `_styles/icons.css`; the shapes live in the style sheet, so an icon costs no script. */
export type IconName =
  | "alert" | "arrow" | "box" | "check" | "chev" | "clock" | "copy" | "dots" | "down" | "eye" | "file" | "folder"
  | "home" | "info" | "leave" | "list" | "lock" | "machine" | "menu" | "plug" | "plus" | "refresh" | "right"
  | "search" | "sliders" | "sun" | "tick" | "token" | "x"; // biome-ignore format: a word list reads better in lines

export function Icon({ name, small = false }: { name: IconName; small?: boolean }) {
  return <i className={`i i-${name}${small ? " s" : ""}`} aria-hidden="true" />;
}

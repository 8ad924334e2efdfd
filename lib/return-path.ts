const BASE = "https://site.invalid";

/**
 * The path to go back to after signing in, or `/` for anything that could leave this site: another origin in any spelling
 * (`//evil`, `/\evil`, `https:evil`, `javascript:`), or text that is not a path.
 */
export function returnPath(text: string | null | undefined): string {
  if (!text?.startsWith("/") || !URL.canParse(text, BASE)) return "/";
  const url = new URL(text, BASE);
  if (url.origin !== BASE || url.pathname.startsWith("//")) return "/";
  // Next adds `_rsc` to the address when it fetches a page in the background.
  url.searchParams.delete("_rsc");
  return url.pathname + url.search;
}

/** Address of the sign-in page that leads back to `path` afterwards. */
export function signInPath(path: string | null | undefined): string {
  const back = returnPath(path);
  return back === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(back)}`;
}

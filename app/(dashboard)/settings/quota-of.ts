/** What a typed quota means: none when left empty, and 0 for what is no number, so that the server names the remedy. */
export function quotaOf(typed: string): number | null {
  const text = typed.trim().replaceAll(",", "");
  if (text === "") return null;
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}

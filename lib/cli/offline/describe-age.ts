const STEPS = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

/** How long ago something was, as people say it; the greatest whole unit. */
export function describeAge(seconds: number): string {
  for (const [unit, size] of STEPS) {
    const count = Math.floor(seconds / size);
    if (count > 0) return `${count} ${unit}${count === 1 ? "" : "s"} ago`;
  }
  return "less than a minute ago";
}

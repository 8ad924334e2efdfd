/** "1,284"; above 99,999 "1.2 M". */
export function formatCount(count: number): string {
  if (count <= 99_999) return count.toLocaleString("en-US");
  return count < 1_000_000
    ? `${Math.round(count / 1000).toLocaleString("en-US")} k`
    : `${(count / 1_000_000).toLocaleString("en-US", { maximumFractionDigits: 1 })} M`;
}

/** A count that stopped at its limit: "10,000+". */
export function formatCapped(count: number, max: number): string {
  return count < max ? formatCount(count) : `${formatCount(max)}+`;
}

/** "1 secret", "3 secrets". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

/** "214 bytes", "3.2 kB". */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return counted(bytes, "byte");
  return `${(bytes / 1000).toLocaleString("en-US", { maximumFractionDigits: 1 })} kB`;
}

/** "a", "a and b", "a, b and 3 more". */
export function listed(names: readonly string[], shown = 3): string {
  const first = names.slice(0, shown);
  const rest = names.length - first.length;
  if (rest > 0) return `${first.join(", ")} and ${rest} more`;
  const last = first.pop() ?? "";
  return first.length === 0 ? last : `${first.join(", ")} and ${last}`;
}

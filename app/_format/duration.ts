export const DURATION_UNITS = [
  { unit: "days", seconds: 86_400 },
  { unit: "hours", seconds: 3600 },
  { unit: "minutes", seconds: 60 },
] as const;

export type DurationUnit = (typeof DURATION_UNITS)[number]["unit"];

/** Seconds of "14" "days"; null when the number is not a whole positive one. */
export function durationSeconds(amount: string, unit: DurationUnit): number | null {
  if (!/^\d{1,6}$/.test(amount.trim()) || Number(amount) < 1) return null;
  const row = DURATION_UNITS.find((candidate) => candidate.unit === unit);
  return row === undefined ? null : Number(amount) * row.seconds;
}

/** "1 h", "14 days", "1 h 30 min": exact, at most two units. */
export function formatDuration(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const parts = [
    days > 0 ? `${days} ${days === 1 ? "day" : "days"}` : "",
    hours > 0 ? `${hours} h` : "",
    minutes > 0 ? `${minutes} min` : "",
    seconds < 60 ? `${seconds} s` : "",
  ].filter((part) => part !== "");
  return parts.slice(0, 2).join(" ");
}

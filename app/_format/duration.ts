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

/** Seconds as a clock shows them: "14:32", "23:59:59". */
export function formatClock(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const parts = hours === 0 ? [minutes] : [hours, minutes];
  return [...parts, seconds % 60]
    .map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, "0")))
    .join(":");
}

/** What a countdown says aloud: a text that changes five minutes and one minute before the end, and at the end. */
export function spokenTimeLeft(seconds: number): string {
  if (seconds === 0) return "No time left";
  if (seconds <= 60) return "Less than a minute left";
  return seconds <= 300 ? "Less than five minutes left" : "";
}

export const LIFETIME_UNITS = ["hours", "days", "months"] as const;
export type LifetimeUnit = (typeof LIFETIME_UNITS)[number];
/** A lifetime as typed. */
export type LifetimeDraft = { readonly amount: string; readonly unit: LifetimeUnit };

const SECONDS = { hours: 3600, days: 86_400 } as const;

/** Seconds from an instant on, in UTC's calendar; null when the number is not a whole positive one. */
export function lifetimeSeconds({ amount, unit }: LifetimeDraft, from: Date): number | null {
  const text = amount.trim();
  if (!/^\d{1,6}$/.test(text) || Number(text) < 1) return null;
  const count = Number(text);
  if (unit !== "months") return count * SECONDS[unit];
  return Math.round((monthsLater(from, Math.min(count, 1200)).getTime() - from.getTime()) / 1000);
}

/** The same day and time of a later month, or that month's last day where it is shorter. */
function monthsLater(from: Date, months: number): Date {
  const end = new Date(from);
  end.setUTCDate(1);
  end.setUTCMonth(end.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
  end.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return end;
}

import type { EventView } from "./audit.ts";

/** Home: the first-run checklist is computed from what exists, never ticked by hand. */
export type OverviewView = {
  checklist: { project: boolean; secret: boolean; token: boolean; enrolled: boolean; firstRead: boolean };
  firstProjectId: string | null;
  counts: { projects: number; secrets: number; liveMachines: number; activeTokens: number };
  reads: { day: string; allowed: number; denied: number }[];
  recent: EventView[];
  /** Of the last seven days: second uses of a bundle's link or a claim code. */
  alarms: EventView[];
};

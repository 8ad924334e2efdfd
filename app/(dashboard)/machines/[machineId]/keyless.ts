import type { MachineDetailView } from "#lib/contract/machines.ts";

/** Whether nobody has the machine's key: it was made here and never downloaded. Such a machine cannot be enabled. */
export const isKeyless = ({ origin, download }: MachineDetailView) =>
  origin === "bundle" && download === null;

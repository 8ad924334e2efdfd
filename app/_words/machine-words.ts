import type { StateShape } from "#app/_components/state.tsx";
import type { MachineState } from "#lib/contract/machines.ts";

/** How pages speak of machines: one word for each kind and state. */
export const MACHINE_KIND_WORDS: Readonly<Record<string, string>> = {
  ephemeral: "Runner",
  long_lived: "Server",
  temporary: "Temporary",
  container: "Container",
};

export const MACHINE_STATE_WORDS: Record<MachineState, { word: string; shape: StateShape }> = {
  active: { word: "Active", shape: "live" },
  pending: { word: "Waiting", shape: "wait" },
  disabled: { word: "Disabled", shape: "off" },
  expired: { word: "Expired", shape: "ended" },
};

import type { StateShape } from "#app/_components/state.tsx";
import type { DisabledReason, MachineOrigin, MachineState } from "#lib/contract/machines.ts";

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

/** How it came to be, as a row says it. */
export const MACHINE_ORIGIN_WORDS: Record<MachineOrigin, string> = {
  enrollment_token: "Enrolled with a token",
  bootstrap_token: "Validated by a person",
  bundle: "Key made here",
  claim: "Made its own key",
};

/** Why it is disabled, where no person disabled it. */
export const DISABLED_REASON_WORDS: Record<DisabledReason, string> = {
  awaiting_download: "Waits for its download",
  never_downloaded: "Never downloaded",
};

import type { StateShape } from "#app/_components/state.tsx";
import type { TokenState } from "#lib/contract/tokens.ts";

/** How pages speak of an enrollment token's state. */
export const TOKEN_STATE_WORDS: Record<TokenState, { word: string; shape: StateShape }> = {
  active: { word: "Active", shape: "live" },
  expired: { word: "Expired", shape: "ended" },
  exhausted: { word: "Used up", shape: "ended" },
  revoked: { word: "Revoked", shape: "deny" },
};

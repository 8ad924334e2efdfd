import type { Attack, AttackId, Story } from "./attack.ts";
import { binding } from "./binding.ts";
import { bootstrap } from "./bootstrap.ts";
import { claims } from "./claims.ts";
import { enrollmentKeys } from "./enrollment-keys.ts";
import { enrollmentNames } from "./enrollment-names.ts";
import { enrollmentTokens } from "./enrollment-tokens.ts";
import { flight } from "./flight.ts";
import { framing } from "./framing.ts";
import { headers } from "./headers.ts";
import { machineStates } from "./machine-states.ts";
import { oracle } from "./oracle.ts";
import { pages } from "./pages.ts";
import { patterns } from "./patterns.ts";
import { quotas } from "./quotas.ts";
import { rehearsals } from "./rehearsals.ts";
import { replays } from "./replays.ts";
import { resources } from "./resources.ts";
import { signedHeaders } from "./signed-headers.ts";
import { sources } from "./sources.ts";
import { targets } from "./targets.ts";

/** The tables by theme, in the order they are tried. */
export const GROUPS: readonly (readonly [string, readonly (Attack | Story)[]])[] = [
  ["replays", replays],
  ["signed headers", signedHeaders],
  ["headers", headers],
  ["what is signed", binding],
  ["targets", targets],
  ["framing", framing],
  ["states of a machine", machineStates],
  ["what is not yours", resources],
  ["keys at enrollment", enrollmentKeys],
  ["tokens at enrollment", enrollmentTokens],
  ["names at enrollment", enrollmentNames],
  ["rehearsals", rehearsals],
  ["patterns", patterns],
  ["sources", sources],
  ["errors, caches, bounds", oracle],
  ["registrations", bootstrap],
  ["claims", claims],
  ["quotas", quotas],
  ["pages", pages],
  ["React's decoder", flight],
];

const range = (from: number, to: number): AttackId[] =>
  Array.from({ length: to - from + 1 }, (_, at) => `AT-${String(from + at).padStart(2, "0")}` as AttackId);

/** AT-31, timing, is printed by the bench; AT-32, the flood from many addresses, is `lockout.e2e.ts`. */
const ELSEWHERE = new Set<AttackId>(["AT-31", "AT-32"]);

export const REQUIRED = [...range(1, 43), ...range(90, 91), ...range(95, 98)].filter(
  (id) => !ELSEWHERE.has(id),
);

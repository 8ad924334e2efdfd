import ipaddr from "ipaddr.js";
import type { Limit } from "#db/queries/attempts.ts";

const MINUTE = 60;
const HOUR = 3600;

/** The unit that one person can be told from another by: an IPv4 address, or the /64 that an IPv6 host is given whole. */
export function sourceOf(address: string): string {
  if (!ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  const network = parsed.toByteArray().map((byte, index) => (index < 8 ? byte : 0));
  return `${ipaddr.fromByteArray(network).toString()}/64`;
}

/** Browsers that never signed in share these two; the first that is full refuses. */
export const strangerLimits = (address: string, email: string): readonly Limit[] => [
  { bucket: `sign_in:source:${sourceOf(address)}`, max: 10, windowSeconds: MINUTE },
  { bucket: `sign_in:account:${email}`, max: 20, windowSeconds: HOUR },
];

/** A browser that has signed in counts for itself alone, so no stranger can use up its attempts. */
export const deviceLimits = (deviceHash: Uint8Array): readonly Limit[] => [
  { bucket: `sign_in:device:${Buffer.from(deviceHash).toString("hex")}`, max: 20, windowSeconds: HOUR },
];

/** How many refusals become audit rows: enough to see an attack, too few to bury the log in one. */
export const refusalRecordLimits = (address: string): readonly Limit[] => [
  { bucket: `sign_in_refused:source:${sourceOf(address)}`, max: 10, windowSeconds: MINUTE },
  { bucket: "sign_in_refused:all", max: 200, windowSeconds: MINUTE },
];

/** Guesses at the current password by somebody who holds a session. */
export const passwordLimits = (userId: string): readonly Limit[] => [
  { bucket: `password:user:${userId}`, max: 10, windowSeconds: HOUR },
];

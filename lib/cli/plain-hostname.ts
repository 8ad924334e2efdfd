import { HOSTNAME } from "../naming/machine-name.ts";

/** A computer's own name in the characters the server takes; `unnamed` when none is left. */
export function plainHostname(name: string): string {
  const plain = name
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[.-]+/, "")
    .slice(0, 253)
    .replace(/[.-]+$/, "");
  return HOSTNAME.test(plain) ? plain : "unnamed";
}

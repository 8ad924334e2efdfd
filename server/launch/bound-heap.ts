import { setFlagsFromString } from "node:v8";

// Left to itself V8 lets a server's garbage grow to four times of what is alive before it collects: 340 MB were seen under
// reads where 65 were alive. At half as much again it stays under 200, at the same speed.
const GROWTH_PERCENT = 50;

/** Collects garbage sooner. Call it before much is allocated; a V8 without this flag says so on standard error and goes on. */
export function boundHeap(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
}

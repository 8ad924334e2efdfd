import type { Outgoing } from "./send-request.ts";

/** How a machine's requests are sent. */
export type Sending = Pick<Outgoing, "timeoutMs" | "signal" | "isBackground"> & {
  /** Waits between attempts; as many further attempts as there are waits. */
  readonly retryDelaysMs?: readonly number[];
};

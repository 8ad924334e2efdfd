const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Thrown between two steps of a start that somebody interrupted. */
export class StopRequested extends Error {
  override readonly name = "StopRequested";
}

export type StopRequest = {
  /** Resolves at the first signal. Later ones change nothing: a second Ctrl-C cuts no request short. */
  readonly asked: Promise<void>;
  /** Between the steps of the start. */
  check(): void;
};

export function listenForStop(): StopRequest {
  let isAsked = false;
  const asked = new Promise<void>((resolve) => {
    for (const signal of SIGNALS)
      process.on(signal, () => {
        isAsked = true;
        resolve();
      });
  });
  const check = () => {
    if (isAsked) throw new StopRequested("asked to stop during the start");
  };
  return { asked, check };
}

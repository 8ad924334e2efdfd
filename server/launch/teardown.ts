export type Teardown = {
  /** What to undo, run in the opposite order of being added. */
  add(step: () => unknown): void;
  run(): Promise<void>;
};

/** One failing step does not keep the rest from being undone; the database still stops. */
export function makeTeardown(onFailure: (error: unknown) => void): Teardown {
  const steps: (() => unknown)[] = [];
  return {
    add: (step) => void steps.push(step),
    async run() {
      for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
        try {
          await step();
        } catch (error) {
          onFailure(error);
        }
      }
    },
  };
}

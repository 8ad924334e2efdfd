type Waiting<Item, Result> = {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};

type Options<Item, Result> = {
  /** One result for each item, in their order. It fails as a whole. */
  readonly run: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** Whether a failure says that nothing was done, so that each may be tried alone. */
  readonly isUndone: (error: unknown) => boolean;
  readonly maxItems: number;
  readonly maxRunning: number;
};

/**
 * Collects what arrives while earlier batches are under way and hands it on together: a lone item goes at once, and under
 * load the cost of a round trip and of a commit is shared. One bad item cannot fail its neighbours: where a failed batch
 * has done nothing, each is tried alone.
 */
export function makeBatchQueue<Item, Result>(options: Options<Item, Result>) {
  const { run, isUndone, maxItems, maxRunning } = options;
  const waiting: Waiting<Item, Result>[] = [];
  let running = 0;
  let isTurnAsked = false;

  async function runBatch(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await run(batch.map(({ item }) => item));
      if (results.length !== batch.length) throw new Error("A batch must answer each of its items");
      results.forEach((result, at) => {
        batch[at]?.resolve(result);
      });
    } catch (error) {
      if (batch.length > 1 && isUndone(error)) for (const one of batch) await runBatch([one]);
      else for (const { reject } of batch) reject(error);
    }
  }

  function start(): void {
    while (running < maxRunning && waiting.length > 0) {
      running += 1;
      void runBatch(waiting.splice(0, maxItems)).finally(() => {
        running -= 1;
        start();
      });
    }
  }

  // What arrives in the same turn of the event loop leaves together.
  function askForTurn(): void {
    if (isTurnAsked || running >= maxRunning) return;
    isTurnAsked = true;
    setImmediate(() => {
      isTurnAsked = false;
      start();
    });
  }

  return function submit(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      askForTurn();
    });
  };
}

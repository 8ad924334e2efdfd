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
  /** With this many items a batch waits no longer; beside another one it starts only with these, or after this time. */
  readonly beside: { readonly items: number; readonly milliseconds: number };
};

/**
 * Collects what arrives while an earlier batch is under way and hands it on together: a lone item goes at once, and under
 * load the cost of a round trip and of a commit is shared. Small batches side by side would share less, so a second one
 * waits until it is worth its cost, but not behind one that is held up. One bad item cannot fail its neighbours: where a failed batch
 * has done nothing, each is tried alone.
 */
export function makeBatchQueue<Item, Result>(options: Options<Item, Result>) {
  const { run, isUndone, maxItems, maxRunning, beside } = options;
  const waiting: Waiting<Item, Result>[] = [];
  let running = 0;
  let isTurnAsked = false;
  let overdue: NodeJS.Timeout | undefined;
  const isFull = () => waiting.length >= beside.items;

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

  function start(isOverdue: boolean): void {
    while (waiting.length > 0 && (running === 0 || (running < maxRunning && (isOverdue || isFull())))) {
      running += 1;
      clearTimeout(overdue);
      overdue = undefined;
      void runBatch(waiting.splice(0, maxItems)).finally(() => {
        running -= 1;
        start(false);
      });
    }
    if (waiting.length > 0 && running < maxRunning) overdue ??= setTimeout(startOverdue, beside.milliseconds);
  }

  function startOverdue(): void {
    overdue = undefined;
    start(true);
  }

  // What arrives in the same turn of the event loop leaves together.
  function askForTurn(): void {
    if (isTurnAsked || running >= maxRunning) return;
    isTurnAsked = true;
    setImmediate(() => {
      isTurnAsked = false;
      start(false);
    });
  }

  return function submit(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isFull() && running < maxRunning) start(false);
      else askForTurn();
    });
  };
}

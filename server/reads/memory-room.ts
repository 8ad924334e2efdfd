type Waiting = { readonly bytes: number; readonly enter: () => void };

/**
 * Memory that pieces of work share: what does not fit waits its turn, in order, and is never refused. Whatever takes at most
 * `freeBytes` goes ahead at once, so that a few large pieces do not hold up many small ones.
 */
export function makeMemoryRoom({ totalBytes, freeBytes }: { totalBytes: number; freeBytes: number }) {
  const queue: Waiting[] = [];
  let left = totalBytes;
  const letIn = () => {
    for (let next = queue[0]; next !== undefined && next.bytes <= left; next = queue[0]) {
      queue.shift();
      left -= next.bytes;
      next.enter();
    }
  };
  return async function within<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    if (bytes <= freeBytes) return work();
    // Larger than everything: alone is the best that it can have.
    const taken = Math.min(bytes, totalBytes);
    await new Promise<void>((enter) => {
      queue.push({ bytes: taken, enter });
      letIn();
    });
    try {
      return await work();
    } finally {
      left += taken;
      letIn();
    }
  };
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks until the answer is truthy and returns it, or returns null after `limitMs`. */
export async function until(question, limitMs, stepMs = 20) {
  const end = performance.now() + limitMs;
  for (;;) {
    const answer = await question();
    if (answer) return answer;
    if (performance.now() >= end) return null;
    await pause(stepMs);
  }
}

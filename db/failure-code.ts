/** Whether an error, or one that it was made of (drizzle wraps what the driver throws, and verbs what drizzle does), has such a code. */
export function hasFailureCode(error: unknown, codes: RegExp): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    if (typeof code === "string" && codes.test(code)) return true;
  }
  return false;
}

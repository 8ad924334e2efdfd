/** A start that cannot go on, told in one sentence: what happened and what to do. Printed without a stack. */
export class LaunchError extends Error {
  name = "LaunchError";
}

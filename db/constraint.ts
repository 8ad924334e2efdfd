/** The name of the constraint or unique index a failed statement broke, or null when it failed for another reason. */
export function brokenConstraint(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code, constraint_name: name } = cause as { code?: unknown; constraint_name?: unknown };
    if (typeof code === "string" && code.startsWith("23") && typeof name === "string") return name;
  }
  return null;
}

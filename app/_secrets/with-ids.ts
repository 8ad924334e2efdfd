/** What is chosen once these are chosen too, or no more. */
export function withIds(
  chosen: ReadonlySet<string>,
  ids: readonly string[],
  isChosen: boolean,
): ReadonlySet<string> {
  const next = new Set(chosen);
  for (const id of ids) isChosen ? next.add(id) : next.delete(id);
  return next;
}

/** Field names as the wire has them: JSON text of an array, or null. A real array breaks three public clients. */
export function fieldNamesText(fieldNames: readonly string[] | null): string | null {
  return fieldNames === null ? null : JSON.stringify(fieldNames);
}

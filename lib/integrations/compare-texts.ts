export type ComparedLine = { readonly kind: "same" | "gone" | "new" | "left out"; readonly text: string };

/** Unchanged lines shown around a change. */
const AROUND = 2;

/**
 * The lines that changed between two texts, in reading order, with a few unchanged ones around them; longer stretches are one
 * line that says how many. Empty when nothing differs. The longest common subsequence: exact, and quick for files of a
 * thousand lines.
 */
export function compareTexts(before: string, after: string): ComparedLine[] {
  const [old, now] = [before, after].map((text) =>
    text.replace(/\r\n/g, "\n").replace(/\n+$/, "").split("\n"),
  );
  if (old === undefined || now === undefined) return [];
  const lines = walk(old, now, commonLengths(old, now));
  return lines.every(({ kind }) => kind === "same") ? [] : shorten(lines);
}

/** `lengths[a][b]`: how many lines the rests from a and from b have in common. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint32Array[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let a = old.length - 1; a >= 0; a--)
    for (let b = now.length - 1; b >= 0; b--) {
      const [row, below] = [lengths[a] ?? [], lengths[a + 1] ?? []];
      row[b] = old[a] === now[b] ? (below[b + 1] ?? 0) + 1 : Math.max(below[b] ?? 0, row[b + 1] ?? 0);
    }
  return lengths;
}

function walk(
  old: readonly string[],
  now: readonly string[],
  lengths: readonly Uint32Array[],
): ComparedLine[] {
  const lines: ComparedLine[] = [];
  let [a, b] = [0, 0];
  while (a < old.length || b < now.length) {
    const [gone, added] = [old[a], now[b]];
    if (gone !== undefined && gone === added) {
      lines.push({ kind: "same", text: gone });
      a++;
      b++;
    } else if (
      added === undefined ||
      (gone !== undefined && (lengths[a + 1]?.[b] ?? 0) >= (lengths[a]?.[b + 1] ?? 0))
    ) {
      lines.push({ kind: "gone", text: gone ?? "" });
      a++;
    } else {
      lines.push({ kind: "new", text: added });
      b++;
    }
  }
  return lines;
}

function shorten(lines: readonly ComparedLine[]): ComparedLine[] {
  const isNear = (at: number) =>
    lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ kind }) => kind !== "same");
  const shown: ComparedLine[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    if (line === undefined) break;
    let end = at;
    while (end < lines.length && !isNear(end)) end++;
    if (end - at > 1) {
      shown.push({ kind: "left out", text: `${end - at} lines unchanged` });
      at = end;
    } else {
      shown.push(line);
      at++;
    }
  }
  return shown;
}

/** Larger texts are said to be replaced; nobody reads such a diff. */
const CELLS_MAX = 4_000_000;
const CONTEXT = 2;

type Line = { readonly mark: " " | "-" | "+"; readonly text: string };

/** What changes from one text to the other: marked lines with two unchanged ones around them. */
export function lineDiff(before: string, after: string): string[] {
  const [old, made] = [before.split("\n"), after.split("\n")];
  if (old.length * made.length > CELLS_MAX) return [`- ${old.length} lines`, `+ ${made.length} lines`];
  const lines = walk(old, made);
  const isNear = lines.map((_, at) =>
    lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ mark }) => mark !== " "),
  );
  return lines.flatMap(({ mark, text }, at) => {
    if (!isNear[at]) return [];
    const isAfterGap = at > 0 && !isNear[at - 1];
    return [...(isAfterGap ? ["…"] : []), `${mark} ${text}`.trimEnd()];
  });
}

/** The longest common subsequence, walked from both beginnings. */
function walk(old: readonly string[], made: readonly string[]): Line[] {
  const width = made.length + 1;
  const common = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = made.length - 1; j >= 0; j--)
      common[i * width + j] =
        old[i] === made[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < made.length) {
    const [gone, come] = [old[i], made[j]];
    if (gone !== undefined && gone === come) {
      lines.push({ mark: " ", text: gone });
      i++;
      j++;
    } else if (gone !== undefined && (come === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ mark: "-", text: gone });
      i++;
    } else {
      lines.push({ mark: "+", text: come ?? "" });
      j++;
    }
  }
  return lines;
}

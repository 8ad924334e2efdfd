const NAME_MAX = 64;
const TRIED = 100;

/** Names that a rotated token may get, the plainest first: "Deploy (rotated 2026-11-21)", "… 2026-11-21, 2)". */
export function retiredNames(name: string, now: Date): string[] {
  const day = now.toISOString().slice(0, 10);
  return Array.from({ length: TRIED }, (_, at) => {
    const suffix = ` (rotated ${day}${at === 0 ? "" : `, ${at + 1}`})`;
    let stem = "";
    // By characters, so that none is cut in half.
    for (const character of name)
      if (stem.length + character.length <= NAME_MAX - suffix.length) stem += character;
      else break;
    return `${stem.trimEnd()}${suffix}`;
  });
}

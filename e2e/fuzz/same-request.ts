const SIGNED = ["x-machine-id", "x-timestamp", "x-nonce", "x-signature"];

/**
 * Whether the bytes still ask what was signed: the same method, target, four headers and body, each exactly once, whatever
 * else was done around them. Written from the rule and not from the gate: what is not plainly the same is another request.
 */
export function isStillTheSame(good: string, sent: string): boolean {
  const [mine, theirs] = [partsOf(good), partsOf(sent)];
  return mine !== null && theirs !== null && JSON.stringify(mine) === JSON.stringify(theirs);
}

function partsOf(text: string): readonly unknown[] | null {
  const end = text.indexOf("\r\n\r\n");
  if (end === -1) return null;
  const [first = "", ...lines] = text.slice(0, end).split(/\r?\n/);
  const [, method, target] = /^(\S+)[ \t]+(\S+)[ \t]+HTTP\/1\.[01]$/.exec(first) ?? [];
  const values = SIGNED.map((name) =>
    lines
      .filter((line) => line.slice(0, line.indexOf(":")).toLowerCase() === name)
      .map((line) => line.slice(line.indexOf(":") + 1).replace(/^[ \t]+|[ \t]+$/g, "")),
  );
  if (values.some((found) => found.length !== 1)) return null;
  const length = lines.filter((line) => /^content-length:/i.test(line)).map((line) => Number(line.slice(15)));
  // A request without a length has no body: what follows is the next one.
  return [method, target, values, text.slice(end + 4, end + 4 + (length[0] ?? 0))];
}

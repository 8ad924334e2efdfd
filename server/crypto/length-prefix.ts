/** Parts as u32be length ‖ bytes, so that no two lists of parts share an encoding (a separator would: `a|b`,`c` = `a`,`b|c`). */
export function lengthPrefixed(...parts: readonly (string | Uint8Array)[]): Buffer {
  const bodies = parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part));
  const all = Buffer.alloc(bodies.reduce((sum, body) => sum + 4 + body.length, 0));
  let at = 0;
  for (const body of bodies) {
    at = all.writeUInt32BE(body.length, at);
    all.set(body, at);
    at += body.length;
  }
  return all;
}

/** Parts as u32be length ‖ bytes, so that no two lists of parts share an encoding (a separator would: `a|b`,`c` = `a`,`b|c`). */
export function lengthPrefixed(...parts: readonly (string | Uint8Array)[]): Buffer {
  const encoded = parts.flatMap((part) => {
    const body = Buffer.from(part as string);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    return [length, body];
  });
  return Buffer.concat(encoded);
}

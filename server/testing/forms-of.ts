/** The forms a careless layer would leave bytes in: as they are, hex, and base64 at each of its three alignments. */
export function formsOf(bytes: Uint8Array): Buffer[] {
  const raw = Buffer.from(bytes);
  const aligned = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), raw])
      .toString("base64")
      .slice(4, -4),
  );
  const texts = [raw.toString("hex"), raw.toString("hex").toUpperCase(), ...aligned];
  return [raw, ...texts.map((text) => Buffer.from(text)), Buffer.from(raw.toString("latin1"), "utf16le")];
}

/** What the first lines of a generated file say of it, or null for a text that is none of ours. */
export function readHeader(
  text: string,
): { readonly cliVersion: string; readonly madeAt: string; readonly tokenId: string } | null {
  const head = text.slice(0, 2000);
  const made = /Made by SikkerKey at \S+ on (\d{4}-\d{2}-\d{2}) for enrollment token (etok_[0-9a-z]+)\./.exec(
    head,
  );
  const cli = /@sikkerkey\/cli (\d[0-9A-Za-z.+-]*), SHA-256 [0-9a-f]{64}\./.exec(head);
  const [madeAt, tokenId, cliVersion] = [made?.[1], made?.[2], cli?.[1]];
  if (madeAt === undefined || tokenId === undefined || cliVersion === undefined) return null;
  return { cliVersion, madeAt, tokenId };
}

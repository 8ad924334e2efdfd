const HEAD_END = Buffer.from("\r\n\r\n");
const LAST_CHUNK = Buffer.from("0\r\n\r\n");

/** Length of the first whole answer in `bytes`, or 0 while it is incomplete. Bodies are counted, never looked at. */
export function answerEnd(bytes: Buffer): number {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return 0;
  const head = bytes.toString("latin1", 0, headEnd).toLowerCase();
  const bodyStart = headEnd + HEAD_END.length;
  const length = head.match(/\r\ncontent-length: *(\d+)/)?.[1];
  if (length !== undefined) {
    const end = bodyStart + Number(length);
    return bytes.length >= end ? end : 0;
  }
  const last = bytes.indexOf(LAST_CHUNK, bodyStart);
  return last < 0 ? 0 : last + LAST_CHUNK.length;
}

/** The status code of an answer as its three characters. */
export const statusOf = (bytes: Buffer) => bytes.toString("latin1", 9, 12);

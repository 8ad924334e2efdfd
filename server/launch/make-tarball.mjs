import { crc32 } from "node:zlib";

const BLOCK = 512;
/** The instant npm itself stamps on every packed file, so that a tarball never depends on when it was made. */
const MTIME_SECONDS = 499_162_500;
const STORED_MAX = 65_535;

/**
 * A gzipped tar whose bytes depend on its files and on nothing else: no clock, no owner, and stored blocks instead of
 * compressed ones, because every zlib compresses a little differently.
 */
export function makeTarball(files) {
  const parts = files.flatMap(({ path, content, mode }) => [
    header(path, content.length, mode),
    content,
    Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK),
  ]);
  return storedGzip(Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]));
}

function header(path, size, mode) {
  if (Buffer.byteLength(path) > 100) throw new RangeError(`The path ${path} is too long for a tar header`);
  const block = Buffer.alloc(BLOCK);
  const octal = (value, width) => `${value.toString(8).padStart(width - 1, "0")}\0`;
  block.write(path, 0);
  block.write(octal(mode, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(MTIME_SECONDS, 12), 136);
  block.fill(" ", 148, 156);
  block.write("0", 156);
  block.write("ustar\0" + "00", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

/** RFC 1952 around RFC 1951 stored blocks; time 0, system "unknown". */
function storedGzip(bytes) {
  const blocks = [];
  for (let at = 0; at < bytes.length; at += STORED_MAX) {
    const chunk = bytes.subarray(at, at + STORED_MAX);
    const head = Buffer.alloc(5);
    head[0] = at + STORED_MAX >= bytes.length ? 1 : 0;
    head.writeUInt16LE(chunk.length, 1);
    head.writeUInt16LE(chunk.length ^ 0xffff, 3);
    blocks.push(head, chunk);
  }
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(crc32(bytes), 0);
  tail.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]), ...blocks, tail]);
}

import { createHash } from "node:crypto";
import { readManifest } from "./read-manifest.ts";

export type ServedPackage = {
  /** With its scope, such as `@sikkerkey/cli`. */
  readonly name: string;
  readonly version: string;
  /** Name of the tarball, such as `cli-1.0.0.tgz`. */
  readonly file: string;
  /** SHA-256 of the tarball in hexadecimal. */
  readonly sha256: string;
  /** SHA-1 of the tarball in hexadecimal, which npm's format asks for; clients verify `integrity`. */
  readonly shasum: string;
  /** Subresource integrity text, `sha512-…`. */
  readonly integrity: string;
  /** The tarball's own package.json. */
  readonly manifest: Readonly<Record<string, unknown>>;
};

const FILE = /^([a-z]{1,40})-(\d{1,6}\.\d{1,6}\.\d{1,6})\.tgz$/;

/** What a tarball is, or null when its name and content do not agree. */
export function describePackage(file: string, bytes: Buffer): ServedPackage | null {
  const [, short, version] = FILE.exec(file) ?? [];
  if (short === undefined || version === undefined) return null;
  const manifest = readManifest(bytes);
  const name = `@sikkerkey/${short}`;
  if (manifest === null || manifest.name !== name || manifest.version !== version) return null;
  const hash = (algorithm: string) => createHash(algorithm).update(bytes);
  return {
    name,
    version,
    file,
    sha256: hash("sha256").digest("hex"),
    shasum: hash("sha1").digest("hex"),
    integrity: `sha512-${hash("sha512").digest("base64")}`,
    manifest,
  };
}

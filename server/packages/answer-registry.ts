import type { ServedPackage } from "./describe-package.ts";
import type { Packages } from "./packages.ts";

const ABBREVIATED = "application/vnd.npm.install-v1+json";

type Question = {
  readonly packages: Packages;
  /** Public origin; the tarballs' addresses are built from it, never from `Host`. */
  readonly baseUrl: string;
  /** Path below `/npm/`, as it stood in the request. */
  readonly path: string;
  readonly accept: string;
};

/** The read-only half of npm's registry protocol, for our scope only: a package's versions, and its tarballs. */
export function answerRegistry({ packages, baseUrl, path, accept }: Question): Response {
  const [, short, file] = /^@sikkerkey(?:\/|%2f)([a-z]{1,40})(?:\/-\/([a-z0-9.-]{1,80}))?$/i.exec(path) ?? [];
  const versions = packages.list().filter(({ name }) => name === `@sikkerkey/${short}`);
  if (versions.length === 0) return notFound();
  if (file === undefined) return versionList(versions, baseUrl, accept);
  const asked = versions.find((version) => version.file === file);
  const bytes = asked === undefined ? null : packages.read(asked.file);
  return bytes === null ? notFound() : tarball(bytes);
}

function versionList(versions: readonly ServedPackage[], baseUrl: string, accept: string): Response {
  const name = versions[0]?.name;
  const isAbbreviated = accept.includes(ABBREVIATED);
  const body = {
    name,
    ...(isAbbreviated ? {} : { _id: name }),
    "dist-tags": { latest: newest(versions).version },
    versions: Object.fromEntries(
      versions.map((version) => [version.version, versionEntry(version, baseUrl)]),
    ),
  };
  return new Response(JSON.stringify(body), {
    headers: {
      "content-type": isAbbreviated ? ABBREVIATED : "application/json",
      vary: "accept",
      "cache-control": "no-store",
    },
  });
}

function versionEntry({ manifest, name, version, file, shasum, integrity }: ServedPackage, baseUrl: string) {
  const short = name.slice(name.indexOf("/") + 1);
  return {
    ...manifest,
    _id: `${name}@${version}`,
    dist: { integrity, shasum, tarball: `${baseUrl}/npm/@sikkerkey/${short}/-/${file}` },
  };
}

function tarball(bytes: Buffer): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": "application/octet-stream",
      "content-length": String(bytes.length),
      "cache-control": "no-store",
    },
  });
}

function notFound(): Response {
  return new Response(JSON.stringify({ error: "not_found" }), {
    status: 404,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
}

function newest(versions: readonly ServedPackage[]): ServedPackage {
  const ordered = [...versions].sort((a, b) => compareVersions(a.version, b.version));
  const last = ordered.at(-1);
  if (last === undefined) throw new RangeError("There is no version to choose from");
  return last;
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split(".").map(Number), b.split(".").map(Number)];
  const at = left.findIndex((part, index) => part !== right[index]);
  return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

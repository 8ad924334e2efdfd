import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ClientError } from "../../sdk/client-error.ts";
import { printableText } from "../../sdk/printable-text.ts";

const FILE_MAX_BYTES = 1024 * 1024;
const SEGMENT = /^[A-Za-z0-9._-]{1,100}$/;

export type Place = {
  /** As the server named it, below the repository. */
  readonly path: string;
  readonly file: string;
  /** Its text now, or null where there is no file yet. */
  readonly before: string | null;
};

/** Where a file of the answer goes. Whoever wrote the answer or the repository, nothing outside of it is touched. */
export function findPlace(root: string, path: string): Place {
  const refuse = (reason: string) =>
    new ClientError("input", `${printableText(path, 200)} is not written: ${reason}.`, {
      remedy: "Nothing was written. Make it a plain file in the repository, or remove it.",
    });
  const segments = path.split("/");
  const isPlain = segments.every((segment) => SEGMENT.test(segment) && !/^\.{1,2}$|^\.git$/i.test(segment));
  if (!isPlain || segments.length > 8) throw refuse("the path is not one of a repository's files");
  let file = root;
  for (const [at, segment] of segments.entries()) {
    file = join(file, segment);
    const found = lstatSync(file, { throwIfNoEntry: false });
    if (found === undefined) return { path, file: join(root, ...segments), before: null };
    if (found.isSymbolicLink()) throw refuse("a part of it is a symbolic link");
    const isLast = at === segments.length - 1;
    if (!isLast && !found.isDirectory()) throw refuse("a part of it is not a folder");
    if (isLast && !found.isFile()) throw refuse("it is not a file");
    if (isLast && found.size > FILE_MAX_BYTES) throw refuse("the file there is larger than 1 MiB");
  }
  return { path, file, before: readFileSync(file, "utf8") };
}

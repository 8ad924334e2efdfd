import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** What a job's container holds, in a folder of its own so that everything left behind can be seen. */
export type Sandbox = {
  readonly root: string;
  /** The repository: providers keep artifacts and caches from here. */
  readonly clone: string;
  readonly tmp: string;
  readonly home: string;
  readonly bin: string;
  /** Where the provider's agent puts the script it made, and where our probes report to. */
  readonly agent: string;
  readonly remove: () => void;
};

export function makeSandbox(files: Readonly<Record<string, string>>): Sandbox {
  const root = mkdtempSync(join(tmpdir(), "sikkerkey-job-"));
  // mkdtemp makes 0700, which would hide a world-readable file inside from the watch on permissions.
  chmodSync(root, 0o755);
  const folder = (name: string, mode: number) => {
    const path = join(root, name);
    mkdirSync(path);
    chmodSync(path, mode);
    return path;
  };
  const clone = folder("clone", 0o777);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(clone, path)), { recursive: true });
    writeFileSync(join(clone, path), content);
  }
  const home = folder("home", 0o755);
  // An interactive bash writes its history at the end; the file is there before, so that only its content counts.
  writeFileSync(join(home, ".bash_history"), "");
  return {
    root,
    clone,
    tmp: folder("tmp", 0o1777),
    home,
    bin: folder("bin", 0o755),
    agent: folder("agent", 0o755),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

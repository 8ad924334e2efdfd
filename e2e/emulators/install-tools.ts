import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { posixQuote } from "#lib/integrations/quoting.ts";
import type { Image } from "./images.ts";
import type { Sandbox } from "./sandbox.ts";

const NOT_IN_BUSYBOX = new Set(["node", "npm", "curl", "bash"]);

/** The file this machine runs for a command's name. */
export function findTool(name: string): string {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    const path = join(folder, name);
    if (folder !== "" && existsSync(path)) return path;
  }
  throw new Error(`The emulators need ${name} on this machine; on Debian: apt-get install ${name}`);
}

/**
 * Fills the image's PATH. Every tool is a recorder that notes its arguments and becomes the tool, so no argument list goes
 * unseen, however short its process lives. Returns the record's path.
 */
export function installTools(sandbox: Sandbox, image: Image): string {
  const record = join(sandbox.agent, "argv");
  writeFileSync(record, "");
  const real = join(sandbox.agent, "real");
  mkdirSync(real);
  const recorder = findTool("dash");
  for (const tool of ["sh", ...image.tools]) {
    const isApplet = image.sh === "busybox" && !NOT_IN_BUSYBOX.has(tool);
    const target = isApplet ? "busybox" : tool === "sh" ? image.sh : tool;
    // A shell and BusyBox look at the name they are started by. Node and npm look for their own files beside them.
    let command = findTool(target);
    if (isApplet || tool === "sh") {
      command = join(real, tool);
      symlinkSync(findTool(target), command);
    }
    const lines = [
      `#!${recorder}`,
      `printf '%s\\n' ${posixQuote(tool)} "$@" >>${posixQuote(record)}`,
      `exec ${posixQuote(command)} "$@"`,
    ];
    const path = join(sandbox.bin, tool);
    writeFileSync(path, `${lines.join("\n")}\n`);
    chmodSync(path, 0o755);
  }
  return record;
}

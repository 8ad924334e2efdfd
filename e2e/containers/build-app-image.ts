import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Snippet } from "#lib/integrations/docker/container-facts.ts";
import { buildImage, type Image } from "./build-image.ts";
import { READ, SERVER, WRITABLE } from "./programs.ts";

const SIGNED_READ = join(import.meta.dirname, "../../public/examples/read-signed.sh");

/**
 * The image that the dialog's Dockerfile makes, word for word, from the dialog's `.npmrc` and a small app; one line more installs
 * the SDK, as the Node snippet says to.
 */
export async function buildAppImage(
  base: string,
  snippets: ReadonlyMap<Snippet["title"], string>,
): Promise<Image> {
  const context = mkdtempSync(join(tmpdir(), "sikkerkey-context-"));
  const put = (name: string, text = "") => writeFileSync(join(context, name), text);
  put(".npmrc", snippets.get(".npmrc"));
  put("package.json", '{ "private": true, "type": "module" }');
  put("server.js", SERVER);
  put("read.js", READ);
  put("writable.js", WRITABLE);
  // Shows what its own constants became.
  const program = snippets.get("Node") ?? "";
  const names = [...program.matchAll(/^const (\w+) = await/gm)].map(([, name]) => name);
  put("snippet.js", `${program}console.log(JSON.stringify({ ${names.join(", ")} }));\n`);
  copyFileSync(SIGNED_READ, join(context, "read-signed.sh"));
  const dockerfile = snippets.get("Dockerfile") ?? "";
  const withSdk = dockerfile.replace("COPY . .\n", "COPY . .\nRUN npm install @sikkerkey/sdk\n");
  try {
    return await buildImage(base, withSdk, context);
  } finally {
    rmSync(context, { recursive: true, force: true });
  }
}

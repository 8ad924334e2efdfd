import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * The CLI as one file for Node 18. Its text depends on the sources only, not on where or when they are bundled. Tests name
 * another entry, whose clock is faster.
 */
export async function bundleCli(entry = "lib/cli/main.ts") {
  const result = await build({
    absWorkingDir: fileURLToPath(new URL("../..", import.meta.url)),
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    target: "node18",
    charset: "utf8",
    legalComments: "none",
    tsconfigRaw: {},
    banner: { js: "#!/usr/bin/env node" },
    logLevel: "warning",
  });
  return Buffer.from(result.outputFiles[0].contents);
}

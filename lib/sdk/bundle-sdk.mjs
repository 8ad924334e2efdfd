import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { declareSdk } from "./declare-sdk.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Programs and types of the package by file name, for Node 18. The program is one file; what `import` finds only names its
 * exports, so that both worlds of one process share the classes and `instanceof` holds in each.
 */
export async function bundleSdk() {
  const { outputFiles } = await bundle("cjs");
  const { metafile } = await bundle("esm");
  const names = Object.values(metafile.outputs).flatMap((output) => output.exports);
  return {
    "sikkerkey.cjs": Buffer.from(outputFiles[0].contents),
    "sikkerkey.mjs": Buffer.from(`export { ${names.sort().join(", ")} } from "./sikkerkey.cjs";\n`),
    "sikkerkey.d.cts": declareSdk(join(ROOT, "lib", "sdk")),
    "sikkerkey.d.mts": Buffer.from('export * from "./sikkerkey.cjs";\n'),
  };
}

const bundle = (format) =>
  build({
    absWorkingDir: ROOT,
    entryPoints: ["lib/sdk/sikkerkey.ts"],
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    format,
    target: "node18",
    charset: "utf8",
    keepNames: true,
    legalComments: "none",
    tsconfigRaw: {},
    logLevel: "warning",
  });

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleCli } from "../../lib/cli/bundle-cli.mjs";
import { makeTarball } from "./make-tarball.mjs";

/** Packs the CLI as npm would, byte for byte the same from the same sources. */
export async function packCli(appDir) {
  const folder = join(appDir, "lib", "cli");
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const plain = (name) => ({
    path: `package/${name}`,
    content: readFileSync(join(folder, name)),
    mode: 0o644,
  });
  const program = { path: "package/sikkerkey.mjs", content: await bundleCli(), mode: 0o755 };
  const files = [plain("package.json"), program, plain("LICENSE"), plain("README.md")];
  return { file: `cli-${version}.tgz`, bytes: makeTarball(files) };
}

/** Writes the packages and their SHA256SUMS to `outDir`; older versions that lie there stay. */
export async function packPackages(appDir, outDir) {
  mkdirSync(outDir, { recursive: true });
  const { file, bytes } = await packCli(appDir);
  replaceFile(join(outDir, file), bytes);
  const sums = readdirSync(outDir)
    .filter((name) => name.endsWith(".tgz"))
    .sort()
    .map(
      (name) =>
        `${createHash("sha256")
          .update(readFileSync(join(outDir, name)))
          .digest("hex")}  ${name}\n`,
    );
  replaceFile(join(outDir, "SHA256SUMS"), sums.join(""));
}

// A server of this folder may be running: it must never read half a file.
function replaceFile(path, content) {
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const appDir = fileURLToPath(new URL("../..", import.meta.url));
  await packPackages(appDir, join(appDir, "public", "packages"));
}

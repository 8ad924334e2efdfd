import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleCli } from "../../lib/cli/bundle-cli.mjs";
import { bundleSdk } from "../../lib/sdk/bundle-sdk.mjs";
import { makeTarball } from "./make-tarball.mjs";

/** Packs the CLI as npm would, byte for byte the same from the same sources. */
export async function packCli(appDir) {
  const program = { path: "package/sikkerkey.mjs", content: await bundleCli(), mode: 0o755 };
  return packFolder("cli", join(appDir, "lib", "cli"), [program]);
}

/** Packs the SDK in the same way: what `import` and `require` find, and the types of both. */
export async function packSdk(appDir) {
  const built = Object.entries(await bundleSdk()).map(([name, content]) => plain(name, content));
  return packFolder("sdk", join(appDir, "lib", "sdk"), built);
}

function packFolder(short, folder, built) {
  const given = (name) => plain(name, readFileSync(join(folder, name)));
  const manifest = given("package.json");
  const { version } = JSON.parse(manifest.content.toString("utf8"));
  const files = [manifest, ...built, given("LICENSE"), given("README.md")];
  return { file: `${short}-${version}.tgz`, bytes: makeTarball(files) };
}

const plain = (name, content) => ({ path: `package/${name}`, content, mode: 0o644 });

/** Writes the packages and their SHA256SUMS to `outDir`; older versions that lie there stay. */
export async function packPackages(appDir, outDir) {
  mkdirSync(outDir, { recursive: true });
  for (const { file, bytes } of [await packCli(appDir), await packSdk(appDir)])
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

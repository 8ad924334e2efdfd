import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { IMAGES } from "../emulators/images.ts";
import { deliver, LOAD } from "./deliver.ts";
import { aDelivery, type Delivery, openScene, type Scene } from "./scene.ts";

let scene: Scene;
let delivery: Delivery;
const good = { exitCode: 0, wentOn: true, findings: [] };
const stopped = { exitCode: 1, wentOn: false, findings: [] };

beforeAll(async () => {
  scene = await openScene();
  delivery = await aDelivery(scene, { API_KEY: "k3y-of-the-image-tests", PEM: "-----BEGIN-----\nx\n" });
});
afterAll(() => scene?.close());

test.each([
  ["curl alone", IMAGES.bash, ["wget"]],
  ["GNU wget alone", IMAGES.dash, ["curl"]],
  ["node alone", IMAGES.dash, ["curl", "wget"]],
  ["BusyBox wget, which node replaces", IMAGES.ash, ["curl"]],
])("an image with %s delivers", async (_, image, without) => {
  const result = await deliver(delivery, { image, without });
  expect(result, result.log).toMatchObject(good);
  expect(result.log).toContain("with npm, checksum verified");
});

test.each([IMAGES.bash, IMAGES.dash, IMAGES.ash])(
  "in $title, without npm the CLI runs in place",
  async (image) => {
    const result = await deliver(delivery, { image, without: ["npm"] });
    expect(result, result.log).toMatchObject(good);
    expect(result.log).toContain("without npm, checksum verified");
  },
);

test("an npm that fails is no obstacle", async () => {
  const prepare = replaceTool("npm", "echo 'npm ERR! EROFS' >&2; exit 1");
  const result = await deliver(delivery, { prepare });
  expect(result, result.log).toMatchObject(good);
  expect(result.log).toContain("without npm, checksum verified");
});

test("a curl that cannot be used leaves the next tool to try", async () => {
  const prepare = replaceTool("curl", "echo 'curl: (77) error setting certificate file' >&2; exit 77");
  const result = await deliver(delivery, { image: IMAGES.bash, prepare });
  expect(result, result.log).toMatchObject(good);
});

test("an image without node is told which one to use", async () => {
  const result = await deliver(delivery, { script: ["set +e", LOAD], without: ["node"] });
  expect(result).toMatchObject(stopped);
  expect(result.log).toContain("node is missing in this image. The script needs Node 18 or newer");
});

test.each(["16.20.2", "8.17.0"])("Node %s is too old, and named", async (version) => {
  const prepare = replaceTool("node", `printf ${version}`);
  const result = await deliver(delivery, { script: ["set +e", LOAD], prepare });
  expect(result).toMatchObject(stopped);
  expect(result.log).toContain(`Node ${version} is too old. The script needs Node 18 or newer`);
});

test("settings of the repository and of the environment do not reach the installation", async () => {
  const files = {
    ...delivery.files,
    ".npmrc": "registry=http://localhost:9/\nignore-scripts=false\nprefix=./evil\n",
  };
  const variables = {
    npm_config_registry: "http://localhost:9/",
    npm_config_prefix: "/nonexistent",
    NODE_TLS_REJECT_UNAUTHORIZED: "0",
    NODE_DEBUG: "http,net,tls",
    SIKKERKEY_API_URL: "http://localhost:9",
    SIKKERKEY_VAULT: "vault_another",
    SIKKERKEY_HOME: "/nonexistent",
  };
  const result = await deliver(delivery, { files, variables });
  expect(result, result.log).toMatchObject(good);
});

function replaceTool(name: string, script: string) {
  return ({ bin }: { bin: string }) =>
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

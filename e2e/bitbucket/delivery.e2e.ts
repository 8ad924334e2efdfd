import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pipelineSteps } from "../emulators/bitbucket/pipeline-steps.ts";
import { corpus } from "../emulators/corpus.ts";
import { IMAGES, STEP_SHELLS } from "../emulators/images.ts";
import { deliver } from "./deliver.ts";
import { aDelivery, type Delivery, openScene, type Scene } from "./scene.ts";

let scene: Scene;
let delivery: Delivery;
const folder = mkdtempSync(join(tmpdir(), "sikkerkey-canary-"));
const canary = join(folder, "canary");

beforeAll(async () => {
  scene = await openScene();
  delivery = await aDelivery(scene, corpus(canary));
});
afterAll(async () => {
  await scene?.close();
  rmSync(folder, { recursive: true, force: true });
});

const good = { exitCode: 0, wentOn: true, findings: [] };

test("the corpus holds the eighteen values", () => {
  expect(Object.keys(delivery.secrets)).toHaveLength(18);
});

describe.each([...STEP_SHELLS, IMAGES.redHat])("in $title", (image) => {
  test("the committed snippet delivers 18 of 18 values exactly, and nothing else happens", async () => {
    const [step] = pipelineSteps(delivery.files["bitbucket-pipelines.yml"] ?? "");
    const script = (step?.script ?? []).map((line) => (line.includes("your-deploy") ? "true" : line));
    const result = await deliver(delivery, { image, script, canary });
    expect(result, result.log).toMatchObject(good);
    expect(existsSync(canary)).toBe(false);
    expect(result.log).toContain("18 variables: ");
  });

  test("the line of the documents works, followed by the one line it prints", async () => {
    const script = ["sh ./sikkerkey-init.sh", '. "$TMPDIR/sikkerkey-$BITBUCKET_STEP_UUID/env.sh"'];
    const result = await deliver(delivery, { image, script, canary });
    expect(result, result.log).toMatchObject(good);
    const [, printed] = result.log.match(/^sikkerkey: {3}(\. .*)$/m) ?? [];
    expect(printed).toMatch(/^\. "\/.*\/sikkerkey-\$BITBUCKET_STEP_UUID\/env\.sh"$/);
  });
});

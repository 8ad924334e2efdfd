import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { STEP_SHELLS } from "../emulators/images.ts";
import { deliver, LOAD } from "./deliver.ts";
import { aDelivery, type Delivery, openScene, renderFiles, type Scene } from "./scene.ts";

let scene: Scene;
let delivery: Delivery;
const SECRETS = { API_KEY: "k3y-of-the-refusal-tests" };
const stopped = { exitCode: 1, wentOn: false, findings: [] };

beforeAll(async () => {
  scene = await openScene();
  delivery = await aDelivery(scene, SECRETS);
});
afterAll(() => scene?.close());

/** A token that `limits` make unusable for this runner. */
const limited = (limits: Record<string, unknown>) => aDelivery(scene, SECRETS, limits);

describe.each(STEP_SHELLS)("in $title", (image) => {
  test.each([
    ["under set -e", [LOAD]],
    ["without it", ["set +e", LOAD]],
    ["in a list that forgives", [`${LOAD} || true`]],
  ])("a step without a token stops %s", async (_, script) => {
    const result = await deliver(delivery, { image, script, variables: { SIKKERKEY_ENROLLMENT_TOKEN: "" } });
    expect(result, result.log).toMatchObject(stopped);
    expect(result.log).toContain(
      "SIKKERKEY_ENROLLMENT_TOKEN is not set in this step. Add it under Repository",
    );
  });
});

test.each([
  ["cut off", "ske_"],
  ["quoted", '"ske_0123456789"'],
  ["of another kind", "skb_0123456789"],
])("a token that is %s is refused before anything is sent", async (_, token) => {
  const variables = { SIKKERKEY_ENROLLMENT_TOKEN: token };
  const result = await deliver(delivery, { variables, script: ["set +e", LOAD] });
  expect(result).toMatchObject(stopped);
  expect(result.log).toContain("does not look like an enrollment token");
});

test("a token the server does not know is named 404", async () => {
  const variables = { SIKKERKEY_ENROLLMENT_TOKEN: `ske_${"a".repeat(49)}` };
  const result = await deliver(delivery, { variables, script: ["set +e", LOAD] });
  expect(result).toMatchObject(stopped);
  expect(result.log).toContain("Enrollment token not found (404).");
});

test("a revoked token is named 410, with what to do", async () => {
  const revoked = await aDelivery(scene, SECRETS);
  await scene.owner.mutate("tokens.revoke", { tokenId: revoked.policy.id, reason: "leaked" });
  const result = await deliver(revoked);
  expect(result).toMatchObject(stopped);
  expect(result.log).toContain("Enrollment token has been revoked (410). Create a new token");
});

test("an exhausted token is named 410", async () => {
  const once = await limited({ maxUses: 1 });
  expect(await deliver(once)).toMatchObject({ exitCode: 0 });
  const result = await deliver(once);
  expect(result).toMatchObject(stopped);
  expect(result.log).toContain("Enrollment token has no remaining enrollments (410).");
});

test.each([
  ["address", { sourceCidr: "192.0.2.0/24" }, "does not allow this runner's address (403)"],
  ["hostname", { hostnamePattern: "no-such-host-*" }, "does not allow this runner's hostname (403)"],
])("a runner whose %s the token does not allow is told so", async (_, limits, message) => {
  const result = await deliver(await limited(limits), { script: ["set +e", LOAD] });
  expect(result).toMatchObject(stopped);
  expect(result.log).toContain(message);
});

test("a machine name fits the token's pattern, and files of another token are told when theirs does not", async () => {
  const named = await limited({ namePattern: "prod-?-*" });
  const fitting = await deliver(named);
  expect(fitting, fitting.log).toMatchObject({ exitCode: 0, findings: [] });
  expect(fitting.log).toMatch(/Enrolled as machine prod-[0-9a-f]-/);
  const files = renderFiles({ ...named.policy, namePattern: null }, scene.site);
  const result = await deliver({ ...named, files }, { script: ["set +e", LOAD] });
  expect(result).toMatchObject(stopped);
  expect(result.log).toContain("does not allow the machine name (403)");
});

test("a project that has gone stops the step by its name", async () => {
  const doomed = await aDelivery(scene, SECRETS);
  const [project] = doomed.policy.projects;
  await scene.owner.mutate("projects.delete", { projectId: project?.id, confirmName: project?.name });
  const result = await deliver(doomed, { script: ["set +e", LOAD] });
  expect(result).toMatchObject(stopped);
  expect(result.log).toContain(`Project ${project?.name} (${project?.id}) cannot be used by this machine.`);
});

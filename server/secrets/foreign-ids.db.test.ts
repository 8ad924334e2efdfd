import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { newId } from "#lib/ids.ts";
import type { UserContext } from "../context.ts";
import { deleteProject } from "../projects/delete-project.ts";
import { getProject } from "../projects/get-project.ts";
import { previewDeletion } from "../projects/preview-deletion.ts";
import { updateProject } from "../projects/update-project.ts";
import { aProject } from "../testing/a-project.ts";
import { aSecret, single } from "../testing/a-secret.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { compareVersions } from "./compare-versions.ts";
import { createSecret } from "./create-secret.ts";
import { deleteSecret } from "./delete-secret.ts";
import { getSecret } from "./get-secret.ts";
import { importSecrets } from "./import-secrets.ts";
import { listSecrets } from "./list-secrets.ts";
import { listTrash } from "./list-trash.ts";
import { purgeSecret } from "./purge-secret.ts";
import { renameSecret } from "./rename-secret.ts";
import { restoreSecret } from "./restore-secret.ts";
import { revealSecret } from "./reveal-secret.ts";
import { rollbackSecret } from "./rollback-secret.ts";
import { setNote } from "./set-note.ts";
import { writeVersion } from "./write-version.ts";

const world = await testDatabase();
const [owner, stranger] = [await aUserContext(world), await aUserContext(world)];
const projectId = await aProject(owner, "Theirs");
const secretId = await aSecret(owner, { projectId, name: "THEIRS" });
const trashedId = await aSecret(owner, { projectId, name: "TRASHED" });
await deleteSecret(owner, { secretId: trashedId });

type Attempt = (ctx: UserContext, id: string) => Promise<unknown>;

const ofProject: Record<string, Attempt> = {
  getProject: (ctx, id) => getProject(ctx, { projectId: id }),
  updateProject: (ctx, id) => updateProject(ctx, { projectId: id, name: "Mine", description: "" }),
  previewDeletion: (ctx, id) => previewDeletion(ctx, { projectId: id }),
  deleteProject: (ctx, id) => deleteProject(ctx, { projectId: id, confirmName: "Theirs" }),
  deleteProjectUnconfirmed: (ctx, id) => deleteProject(ctx, { projectId: id, confirmName: "x" }),
  createSecret: (ctx, id) =>
    createSecret(ctx, { projectId: id, name: "THEIRS", note: "", content: single("x") }),
  importSecrets: (ctx, id) =>
    importSecrets(ctx, { projectId: id, secrets: [{ name: "THEIRS", value: "x" }] }),
  listSecrets: (ctx, id) => listSecrets(ctx, { projectId: id, search: "" }),
  listTrash: (ctx, id) => listTrash(ctx, { projectId: id }),
};

const ofSecret: Record<string, Attempt> = {
  getSecret: (ctx, id) => getSecret(ctx, { secretId: id }),
  writeVersion: (ctx, id) => writeVersion(ctx, { secretId: id, expectedVersion: 1, content: single("x") }),
  writeStaleVersion: (ctx, id) =>
    writeVersion(ctx, { secretId: id, expectedVersion: 9, content: single("x") }),
  renameSecret: (ctx, id) => renameSecret(ctx, { secretId: id, name: "MINE" }),
  setNote: (ctx, id) => setNote(ctx, { secretId: id, note: "mine" }),
  revealSecret: (ctx, id) => revealSecret(ctx, { secretId: id }),
  revealField: (ctx, id) => revealSecret(ctx, { secretId: id, version: 1, field: "x" }),
  compareVersions: (ctx, id) => compareVersions(ctx, { secretId: id, from: 1, to: 2 }),
  rollbackSecret: (ctx, id) => rollbackSecret(ctx, { secretId: id, version: 1, expectedVersion: 2 }),
  rollbackToCurrent: (ctx, id) => rollbackSecret(ctx, { secretId: id, version: 1, expectedVersion: 1 }),
  deleteSecret: (ctx, id) => deleteSecret(ctx, { secretId: id }),
  restoreSecret: (ctx, id) => restoreSecret(ctx, { secretId: id }),
  purgeSecret: (ctx, id) => purgeSecret(ctx, { secretId: id }),
};

const cases = [
  ...Object.entries(ofProject).map(([verb, attempt]) => ({
    verb,
    attempt,
    id: projectId,
    random: newId("proj"),
  })),
  ...Object.entries(ofSecret).flatMap(([verb, attempt]) =>
    [secretId, trashedId].map((id) => ({ verb, attempt, id, random: newId("sk") })),
  ),
];

/** Everything of a refusal that could tell two of them apart. */
const refusal = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "allowed",
    (error: { code: unknown; message: unknown; issues: unknown }) => ({
      ...{ code: error.code, message: error.message, issues: error.issues },
    }),
  );

test.each(cases)(
  "$verb answers another vault's $id as an id that never was",
  async ({ attempt, id, random }) => {
    const before = await eventsOf(owner);
    const foreign = await refusal(attempt(stranger, id));
    expect(foreign).toEqual({ code: "not_found", message: "Not found", issues: [] });
    expect(foreign).toEqual(await refusal(attempt(stranger, random)));
    expect(await eventsOf(owner)).toEqual(before);
    expect(await eventsOf(stranger)).toEqual([]);
  },
);

test("after all that the owner's things are as they were", async () => {
  expect(await getProject(owner, { projectId })).toMatchObject({ name: "Theirs", secretCount: 1 });
  expect(await getSecret(owner, { secretId })).toMatchObject({ name: "THEIRS", note: "", version: 1 });
  expect((await listTrash(owner, { projectId })).map(({ id }) => id)).toEqual([trashedId]);
});

import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { aProject } from "../testing/a-project.ts";
import { aSecret } from "../testing/a-secret.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { getSecret } from "./get-secret.ts";
import { setNote } from "./set-note.ts";

const world = await testDatabase();
const ctx = await aUserContext(world);

test("a note is kept as it is typed, markup and all, and its text is not in the log", async () => {
  const projectId = await aProject(ctx);
  const secretId = await aSecret(ctx, { projectId, name: "NOTED" });
  const note = "Owner role\n<b>migrations</b>\tonly";
  await setNote(ctx, { secretId, note });
  expect(await getSecret(ctx, { secretId })).toMatchObject({ note, version: 1 });
  const [, changed] = await eventsOf(ctx, secretId);
  expect(changed).toMatchObject({ action: "secret.note_changed", label: "NOTED", secretId, projectId });
  expect(JSON.stringify(await eventsOf(ctx))).not.toContain("migrations");
});

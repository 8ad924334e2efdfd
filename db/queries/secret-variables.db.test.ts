import { expect, test } from "vitest";
import { newId } from "#lib/ids.ts";
import { inTransaction } from "../client.ts";
import { projects } from "../schema/projects.ts";
import { vaults } from "../schema/vaults.ts";
import { testDatabase } from "../testing/test-database.ts";
import { claimVariables } from "./secret-variables.ts";
import { insertSecrets } from "./secrets.ts";

const { db, sql } = await testDatabase({ max: 20 });

async function aProject() {
  const [vaultId, projectId] = [newId("vault"), newId("proj")];
  await db.insert(vaults).values({ id: vaultId, name: "v" });
  await db.insert(projects).values({ id: projectId, vaultId, name: "p", description: "" });
  return { vaultId, projectId };
}

const aClaim = (project: { vaultId: string; projectId: string }, name: string, variables: string[]) =>
  inTransaction(db, async (tx) => {
    const id = newId("sk");
    const draft = { id, ...project, name, note: "", fieldNames: null, createdBy: "usr_0123456789" };
    await insertSecrets(tx, [draft]);
    const [taken] = await claimVariables(tx, project.vaultId, [{ ...draft, variables }]);
    if (taken) throw new Error(`${taken.variable} is held by ${taken.holder}`);
  });

test("the key alone lets one of twenty have a variable, without any lock, and names the holder to the others", async () => {
  const project = await aProject();
  const settled = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) => aClaim(project, `secret ${index}`, ["ONE", `OWN_${index}`])),
  );
  const [holder] = await sql`select name from secrets where project_id = ${project.projectId}`;
  const refusals = settled.flatMap((claim) => (claim.status === "rejected" ? [claim.reason.message] : []));
  expect(refusals).toEqual(Array(19).fill(`ONE is held by ${holder?.["name"]}`));
});

test("claims in opposite orders wait for each other and never for ever", async () => {
  const project = await aProject();
  const variables = Array.from({ length: 200 }, (_, index) => `V${index}`);
  const settled = await Promise.allSettled([
    aClaim(project, "up", variables),
    aClaim(project, "down", [...variables].reverse()),
  ]);
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(settled.map((claim) => (claim.status === "rejected" ? claim.reason.message : "")).join("")).toMatch(
    /is held by (up|down)$/,
  );
});

test("two projects may each have the variable", async () => {
  await aClaim(await aProject(), "a", ["SAME"]);
  await expect(aClaim(await aProject(), "a", ["SAME"])).resolves.toBeUndefined();
});

import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { AppError } from "#lib/errors.ts";
import { aMachineContext, aStoredMachine, aStoredProject, aStoredSecret } from "../testing/a-machine.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { exportSecrets } from "./export-secrets.ts";
import { listReadableProjects } from "./list-readable-projects.ts";
import { listReadableSecrets } from "./list-readable-secrets.ts";
import { cliProjectsBody, cliSecretsBody, secretListBody } from "./secret-list-body.ts";
import { verifyAccess } from "./verify-access.ts";

const world = await testDatabase();
const owner = await aUserContext(world);
const [web, api, empty] = [
  await aStoredProject(owner, "Web"),
  await aStoredProject(owner, "Api"),
  await aStoredProject(owner, "Empty"),
];
const single = await aStoredSecret(owner, web, { kind: "single", value: "w" }, "WEB_KEY");
const fields = [{ name: "host", value: "h" }];
const structured = await aStoredSecret(owner, api, { kind: "structured", fields }, "DB");
const hidden = await aStoredSecret(owner, web);
const trashed = await aStoredSecret(owner, web);
await world.ownerSql`update secrets set deleted_at = now() where id = ${trashed.id}`;
const granted = [single.id, structured.id, trashed.id];
const machine = await aStoredMachine(owner, { projectIds: [web, api, empty], secretIds: granted });
const as = () => aMachineContext(owner, machine);
const stranger = await aUserContext(world);
const foreignProject = await aStoredProject(stranger);

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "released",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

test("the list holds what is granted and alive, by project and name, with exactly the wire's keys", async () => {
  expect(secretListBody(await listReadableSecrets(as(), null))).toEqual({
    secrets: [
      { id: structured.id, name: "DB", fieldNames: '["host"]', projectId: api },
      { id: single.id, name: "WEB_KEY", fieldNames: null, projectId: web },
    ],
  });
});

test("the CLI's list names projects and types; no application is invented", async () => {
  const { secrets } = cliSecretsBody(await listReadableSecrets(as(), null));
  expect(secrets[0]).toEqual({
    id: structured.id,
    name: "DB",
    fieldNames: '["host"]',
    projectId: api,
    projectName: "Api",
    applicationId: null,
    applicationName: null,
    type: "structured",
  });
  expect(secrets[1]?.type).toBe("secret");
});

test("projects are those with at least one readable secret", async () => {
  const { projects } = cliProjectsBody(await listReadableProjects(as()));
  expect(projects.map(({ projectName }) => projectName)).toEqual(["Api", "Web"]);
});

test("one project's list and export hold that project only", async () => {
  expect((await listReadableSecrets(as(), web)).map(({ id }) => id)).toEqual([single.id]);
  expect(await exportSecrets(as(), { projectId: web })).toEqual([
    { id: single.id, name: "WEB_KEY", value: "w", fieldNames: null },
  ]);
  expect(await exportSecrets(as(), { projectId: web, applicationId: "x" })).toHaveLength(1);
  expect(await exportSecrets(as(), { projectId: null, applicationId: null })).toHaveLength(2);
});

test.each([
  ["another vault's project", foreignProject],
  ["an unknown project", "proj_0000000000"],
  ["nonsense", "a b"],
])("%s is the one 403, in lists and exports", async (_, projectId) => {
  expect(await codeOf(listReadableSecrets(as(), projectId))).toBe("access_denied");
  expect(await codeOf(exportSecrets(as(), { projectId }))).toBe("access_denied");
});

test("an application is refused, and its request is spent all the same", async () => {
  const request = as();
  expect(await codeOf(exportSecrets(request, { applicationId: "app_0000000000" }))).toBe("access_denied");
  expect(await codeOf(exportSecrets(request, {}))).toBe("unauthenticated");
});

test("an export never holds what is not granted or in the trash", async () => {
  const text = JSON.stringify(await exportSecrets(as(), {}));
  expect(text).not.toContain(hidden.value);
  expect(text).not.toContain(trashed.value);
});

test("access checks say which project and why not, and are in the audit log", async () => {
  expect(await verifyAccess(as(), web)).toEqual({ valid: true, projectName: "Web", error: null });
  expect(await verifyAccess(as(), empty)).toMatchObject({ valid: false, projectName: "Empty" });
  expect(await verifyAccess(as(), foreignProject)).toMatchObject({ valid: false, projectName: null });
  const rows =
    await world.sql`select outcome, reason from audit_events where action = 'project.access_checked' order by id`;
  expect(rows.map((row) => [row["outcome"], row["reason"]])).toEqual([
    ["allowed", null],
    ["denied", "grant_missing"],
    ["denied", "project_not_linked"],
  ]);
});

test.each(["a\u0000", "\ud800", "a'--", "a".repeat(128)])(
  "a project id that no column holds is nobody's project, never a database's error (%j)",
  async (projectId) => {
    const denied = { code: "access_denied" };
    await expect(listReadableSecrets(as(), projectId)).rejects.toMatchObject(denied);
    await expect(exportSecrets(as(), { projectId })).rejects.toMatchObject(denied);
    expect(await verifyAccess(as(), projectId)).toMatchObject({ valid: false });
  },
);

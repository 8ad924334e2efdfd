import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { aProject } from "../testing/a-project.ts";
import { aSecret, single, structured } from "../testing/a-secret.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { rounds } from "../testing/rounds.ts";
import { getSecret } from "./get-secret.ts";
import { revealSecret } from "./reveal-secret.ts";
import { writeVersion } from "./write-version.ts";

const world = await testDatabase();
const ctx = await aUserContext(world);
const projectId = await aProject(ctx);

test("a new version is current, the older ones stay, and the event names its number", async () => {
  const secretId = await aSecret(ctx, { projectId, content: single("first") });
  expect(await writeVersion(ctx, { secretId, expectedVersion: 1, content: single("second") })).toEqual({
    version: 2,
  });
  expect(await revealSecret(ctx, { secretId })).toEqual({ kind: "single", version: 2, value: "second" });
  expect(await revealSecret(ctx, { secretId, version: 1 })).toMatchObject({ version: 1, value: "first" });
  const events = await eventsOf(ctx, secretId);
  expect(events[1]).toMatchObject({ action: "secret.version_written", version: 2, secretId, projectId });
});

test("of twenty who saw the same version one writes, the others lose nothing and learn the number", async () => {
  for (let round = 0; round < Math.ceil(rounds.races / 10); round++) {
    const secretId = await aSecret(ctx, { projectId });
    const settled = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        writeVersion(ctx, { secretId, expectedVersion: 1, content: single(`writer ${index}`) }),
      ),
    );
    const winners = settled.flatMap(({ status }, index) => (status === "fulfilled" ? [index] : []));
    expect(winners).toHaveLength(1);
    for (const attempt of settled)
      if (attempt.status === "rejected")
        expect(attempt.reason).toMatchObject({
          code: "conflict",
          message: expect.stringContaining("at version 2 now"),
        });
    expect(await revealSecret(ctx, { secretId })).toMatchObject({
      version: 2,
      value: `writer ${winners[0]}`,
    });
    expect((await getSecret(ctx, { secretId })).versions).toHaveLength(2);
  }
});

test("a version that was never there is a conflict, not a gap", async () => {
  const secretId = await aSecret(ctx, { projectId });
  const ahead = writeVersion(ctx, { secretId, expectedVersion: 2_147_483_646, content: single("x") });
  await expect(ahead).rejects.toMatchObject({ code: "conflict" });
});

test("new fields become variables, old ones are free again", async () => {
  const secretId = await aSecret(ctx, { projectId, name: "SMTP", content: structured({ HOST: "h" }) });
  await writeVersion(ctx, { secretId, expectedVersion: 1, content: structured({ USER: "u", PORT: "25" }) });
  expect(await getSecret(ctx, { secretId })).toMatchObject({
    fieldNames: ["USER", "PORT"],
    variables: ["SMTP_USER", "SMTP_PORT"],
  });
  await expect(aSecret(ctx, { projectId, name: "SMTP_PORT" })).rejects.toMatchObject({ code: "conflict" });
  await expect(aSecret(ctx, { projectId, name: "SMTP_HOST" })).resolves.toMatch(/^sk_/);
  expect(await revealSecret(ctx, { secretId, version: 1 })).toMatchObject({
    fields: [{ name: "HOST", value: "h" }],
  });
});

test("a field that collides is refused and the version is not written", async () => {
  await aSecret(ctx, { projectId, name: "CACHE_URL" });
  const secretId = await aSecret(ctx, { projectId, name: "CACHE", content: structured({ HOST: "h" }) });
  const attempt = writeVersion(ctx, {
    ...{ secretId, expectedVersion: 1 },
    content: structured({ HOST: "h", url: "u" }),
  });
  await expect(attempt).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("CACHE_URL in this project arrives as CACHE_URL"),
  });
  expect(await getSecret(ctx, { secretId })).toMatchObject({ version: 1, fieldNames: ["HOST"] });
});

test("fields that hijack a runner together with the name are refused", async () => {
  const secretId = await aSecret(ctx, { projectId, name: "NODE" });
  const content = structured({ OPTIONS: "--require ./evil.js" });
  const attempt = writeVersion(ctx, { secretId, expectedVersion: 1, content });
  await expect(attempt).rejects.toMatchObject({ code: "invalid_input" });
  expect((await getSecret(ctx, { secretId })).version).toBe(1);
});

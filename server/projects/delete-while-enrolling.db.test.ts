import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { enrollMachine } from "../enrollment/enroll-machine.ts";
import { deleteSecret } from "../secrets/delete-secret.ts";
import { purgeSecret } from "../secrets/purge-secret.ts";
import { aProject } from "../testing/a-project.ts";
import { aSecret } from "../testing/a-secret.ts";
import { aStoredToken } from "../testing/a-token.ts";
import { aContext, aUserContext } from "../testing/fixtures.ts";
import { rounds } from "../testing/rounds.ts";
import { aKey } from "../testing/test-machine.ts";
import { deleteProject } from "./delete-project.ts";

const world = await testDatabase({ max: 20 });
const ctx = await aUserContext(world);

async function aScope(name: string) {
  const projectId = await aProject(ctx, name);
  const secretIds: string[] = [];
  for (let index = 0; index < 8; index++) secretIds.push(await aSecret(ctx, { projectId }));
  return { projectId, secretIds, token: await aStoredToken(ctx, { projectIds: [projectId], secretIds }) };
}

const enroll = (token: string) =>
  enrollMachine(aContext(world), ctx.actor.vaultId, {
    token,
    publicKey: aKey().base64,
    hostname: "runner",
  });

test("a project that goes while runners enroll into it disturbs none of them", async () => {
  for (let round = 0; round < rounds.races; round++) {
    const { projectId, token } = await aScope(`Busy ${round}`);
    const settled = await Promise.allSettled([
      ...Array.from({ length: 6 }, () => enroll(token.plaintext)),
      deleteProject(ctx, { projectId, confirmName: `Busy ${round}` }),
    ]);
    expect(settled.filter(({ status }) => status === "rejected")).toEqual([]);
  }
});

test("a secret that is purged while runners enroll disturbs none of them", async () => {
  for (let round = 0; round < rounds.races; round++) {
    const { secretIds, token } = await aScope(`Trashed ${round}`);
    for (const secretId of secretIds) await deleteSecret(ctx, { secretId });
    const settled = await Promise.allSettled([
      ...Array.from({ length: 6 }, () => enroll(token.plaintext)),
      ...secretIds.map((secretId) => purgeSecret(ctx, { secretId })),
    ]);
    expect(settled.filter(({ status }) => status === "rejected")).toEqual([]);
  }
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { CreatedTokenView, TokenDetailView } from "#lib/contract/tokens.ts";
import { enrollMachine } from "#lib/sdk/enroll-machine.ts";
import { prepareIdentityFolder, saveIdentity } from "#lib/sdk/save-identity.ts";
import { openScene, type Scene } from "../bitbucket/scene.ts";
import { freePort } from "../free-port.ts";
import type { Task } from "./programs.ts";

export const VALUE = "line\nit's $HOME \u{1f511}\n";
export const FIELDS = { host: "db.example", "user name": "app" };

/** A server, a machine of it on this disk, and an empty project to install into. */
export type SdkScene = Scene & {
  readonly folder: string;
  readonly project: string;
  readonly env: Readonly<Record<string, string>>;
  readonly task: Task;
};

export async function openSdkScene(): Promise<SdkScene> {
  const folder = mkdtempSync(join(tmpdir(), "sikkerkey-sdk-e2e-"));
  const scene = await openScene();
  const { owner, server } = scene;
  const projectId = (await owner.mutate<{ id: string }>("projects.create", { name: "Shop" })).id;
  const create = async (name: string, content: unknown) =>
    (await owner.mutate<{ id: string }>("secrets.create", { projectId, name, content })).id;
  const single = await create("Api Key", { kind: "single", value: VALUE });
  const fields = Object.entries(FIELDS).map(([name, value]) => ({ name, value }));
  const structured = await create("Database", { kind: "structured", fields });
  const refused = await create("Not granted", { kind: "single", value: "never" });
  const { id, token } = await owner.mutate<CreatedTokenView>("tokens.create", {
    name: "programs",
    projectIds: [projectId],
    secretIds: [single, structured],
    tokenLifetimeSeconds: 3600,
    machineLifetimeSeconds: 3600,
    maxUses: 100,
  });
  const { policy } = await owner.query<TokenDetailView>("tokens.get", { tokenId: id });
  const { vaultId } = policy;
  const home = join(folder, "identities");
  const place = prepareIdentityFolder(home, vaultId, false);
  const enrolled = await enrollMachine({
    apiUrl: server.url,
    vaultId,
    token,
    hostname: "runner",
    name: null,
  });
  const cutOff = await otherServer(saveIdentity(place, enrolled));
  const project = join(folder, "project");
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), "{}");
  return {
    ...scene,
    folder,
    project,
    env: { HOME: folder, SIKKERKEY_HOME: home },
    task: { single, structured, refused, projectId, vaultId, apiUrl: server.url, token, cutOff },
    async close() {
      await scene.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The identity once more, with an address where nothing listens. */
async function otherServer(identityFile: string): Promise<string> {
  const identity = JSON.parse(readFileSync(identityFile, "utf8"));
  const file = join(dirname(identityFile), "offline.identity.json");
  writeFileSync(file, JSON.stringify({ ...identity, apiUrl: `http://localhost:${await freePort()}` }));
  return file;
}

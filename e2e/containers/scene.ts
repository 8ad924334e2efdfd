import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProvisionedContainerView } from "#lib/contract/bundles.ts";
import { dockerSnippets } from "#lib/integrations/docker/snippets.ts";
import type { SiteFacts } from "#lib/integrations/integration.ts";
import { claimServer, type Owner } from "../owner.ts";
import { type RunningServer, startServer } from "../start-server.ts";
import { makeBaseRoot } from "./base-root.ts";
import { buildAppImage } from "./build-app-image.ts";
import type { Image } from "./build-image.ts";
import { downloadBundle } from "./download-bundle.ts";

export const VALUES = {
  API_KEY: "hunter2",
  CERTIFICATE: "-----BEGIN-----\nit's $HOME\n-----END-----\n",
} as const;
export const DATABASE = { host: "db.internal", password: "p'w\"d $(touch x)" } as const;
/** What the command of the container has in its environment. */
export const ARRIVING = { ...VALUES, DATABASE_HOST: DATABASE.host, DATABASE_PASSWORD: DATABASE.password };

export type ContainerScene = {
  readonly server: RunningServer;
  readonly owner: Owner;
  readonly machineId: string;
  /** The unzipped bundle on the host, readable by any uid. */
  readonly folder: string;
  readonly image: Image;
  readonly ids: Readonly<Record<"API_KEY" | "CERTIFICATE" | "DATABASE" | "REFUSED", string>>;
  close(): Promise<void>;
};

/** A server with one provisioned container, its bundle on disk, and the image that the dialog's files make. */
export async function openContainerScene(): Promise<ContainerScene> {
  const [server, base] = await Promise.all([startServer(), makeBaseRoot()]);
  const owner = await claimServer(server.setupLink);
  const site = await owner.query<SiteFacts>("integrations.site");
  const project = await owner.mutate<{ id: string }>("projects.create", { name: "Shop" });
  const create = async (name: string, content: unknown) =>
    (await owner.mutate<{ id: string }>("secrets.create", { projectId: project.id, name, content })).id;
  const single = (value: string) => ({ kind: "single", value });
  const fields = Object.entries(DATABASE).map(([name, value]) => ({ name, value }));
  const ids = {
    API_KEY: await create("API_KEY", single(VALUES.API_KEY)),
    CERTIFICATE: await create("CERTIFICATE", single(VALUES.CERTIFICATE)),
    DATABASE: await create("DATABASE", { kind: "structured", fields }),
    REFUSED: await create("REFUSED", single("never")),
  };
  const { REFUSED: _, ...ticked } = ids;
  const provisioned = await owner.mutate<ProvisionedContainerView>("bundles.provision", {
    projectId: project.id,
    secretIds: Object.values(ticked),
  });
  const { machine, secrets } = provisioned;
  const work = mkdtempSync(join(tmpdir(), "sikkerkey-container-"));
  const folder = join(work, machine.name);
  writeFileSync(join(work, "bundle.zip"), await downloadBundle(server.url, provisioned));
  unzip(join(work, "bundle.zip"), folder);
  spawnSync("chmod", ["-R", "go=rX", work]);
  const facts = { ...site, machineName: machine.name, folder: machine.name, secrets, way: "bundle" } as const;
  const image = await buildAppImage(
    base,
    new Map(dockerSnippets(facts).map(({ title, content }) => [title, content])),
  );
  return {
    server,
    owner,
    machineId: machine.id,
    folder,
    image,
    ids,
    async close() {
      await Promise.all([image.remove(), server.stop()]);
      rmSync(work, { recursive: true, force: true });
    },
  };
}

/** As the snippet says to. */
export function unzip(file: string, folder: string): void {
  const { status, stderr, error } = spawnSync("unzip", [file, "-d", folder], { encoding: "utf8" });
  if (status !== 0) throw new Error(`unzip could not unpack the bundle: ${error?.message ?? stderr}`);
}

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CreatedBootstrapTokenView } from "#lib/contract/bootstrap.ts";
import { claimServer, type Owner } from "../owner.ts";
import { type RunningServer, startServer } from "../start-server.ts";

/** A running server with an owner, and a folder for the homes of the machines that register. */
export type Scene = {
  readonly server: RunningServer;
  readonly owner: Owner;
  readonly folder: string;
  close(): Promise<void>;
};

export async function openScene(): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), "sikkerkey-bootstrap-"));
  const server = await startServer();
  const owner = await claimServer(server.setupLink);
  return {
    server,
    owner,
    folder,
    async close() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const newHome = ({ folder }: Scene): string => mkdtempSync(join(folder, "home-"));

export function newToken({ owner }: Scene, change: object = {}): Promise<CreatedBootstrapTokenView> {
  return owner.mutate("bootstrapTokens.create", { kind: "long_lived", ...change });
}

/** Fetched as the page's command does; a shell reads whatever comes, so the status is not looked at. */
export const fetchScript = ({ server }: Scene, token: string): string =>
  execFileSync("curl", ["-sSL", `${server.url}/v1/bootstrap/${token}`], { encoding: "utf8" });

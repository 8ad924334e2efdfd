import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { CreatedTokenView, TokenDetailView } from "#lib/contract/tokens.ts";
import type { CodeBlock } from "#lib/docs/code-block.ts";
import { type DocFacts, SAMPLE_NAMES } from "#lib/docs/doc-facts.ts";
import { enrollBlock, installBlock } from "#lib/docs/pages/quick-start.ts";
import { openScene, type Scene } from "../bitbucket/scene.ts";
import { openShell, type PageShell } from "./page-shell.ts";

/** A vault that has what the pages speak of, and a computer to follow them on. */
export type DocsScene = Scene & {
  /** The facts that the pages show to everybody. */
  readonly shown: DocFacts;
  /** The same with the names of this vault. */
  readonly facts: DocFacts;
  /** Approves the machine that waits and grants it what there is, as a person does on its page. */
  letIn(): Promise<void>;
  /** A shell of its own home; `from` says what its user has done before. */
  open(slug: string, from: "nothing" | "command" | "machine"): Promise<PageShell>;
};

export async function openDocsScene(): Promise<DocsScene> {
  const root = mkdtempSync(join(tmpdir(), "sikkerkey-docs-"));
  const scene = await openScene();
  const { owner, site } = scene;
  const projectId = (await owner.mutate<{ id: string }>("projects.create", { name: "Production" })).id;
  const store = async (name: string, content: unknown) =>
    (await owner.mutate<{ id: string }>("secrets.create", { projectId, name, content })).id;
  const single = (value: string) => ({ kind: "single", value });
  const secretId = await store("DATABASE_URL", single("postgres://app@db.example/shop"));
  const structuredId = await store("Database", {
    kind: "structured",
    fields: [
      { name: "host", value: "db.example" },
      { name: "password", value: "correct-horse" },
    ],
  });
  const granted = [
    secretId,
    structuredId,
    await store("API_KEY", single("k-1f9")),
    await store("TLS_KEY", single("-----BEGIN KEY-----\nAAAA\n-----END KEY-----\n")),
  ];
  const { id, token } = await owner.mutate<CreatedTokenView>("tokens.create", {
    name: "documentation",
    projectIds: [projectId],
    secretIds: granted,
    tokenLifetimeSeconds: 3600,
    machineLifetimeSeconds: 3600,
    maxUses: 1000,
  });
  const { policy } = await owner.query<TokenDetailView>("tokens.get", { tokenId: id });
  const bootstrap = () =>
    owner.mutate<{ token: string }>("bootstrapTokens.create", { kind: "long_lived", description: "" });
  const facts: DocFacts = {
    ...site,
    vaultId: policy.vaultId,
    projectId,
    secretId,
    structuredId,
    enrollmentToken: token,
    bootstrapToken: (await bootstrap()).token,
  };
  const prefix = join(root, "npm");
  mkdirSync(prefix);
  const env = {
    PATH: `${join(prefix, "bin")}${delimiter}${process.env["PATH"]}`,
    npm_config_prefix: prefix,
    npm_config_cache: join(root, "npm-cache"),
    LANG: "C.UTF-8",
    HOSTNAME: "runner",
  };
  const shells: PageShell[] = [];
  const prepare = async (shell: PageShell, { id: blockId, content }: CodeBlock) => {
    const { code, stderr } = await shell.type(`before-${blockId}`, content);
    if (code !== 0) throw new Error(`The shell could not be made ready: ${stderr}`);
  };
  let installed: Promise<void> | null = null;
  return {
    ...scene,
    shown: { ...site, ...SAMPLE_NAMES },
    facts,
    async letIn() {
      const { machines } = await owner.query<{ machines: { id: string; state: string }[] }>(
        "machines.list",
        {},
      );
      const waiting = machines.filter(({ state }) => state === "pending");
      if (waiting.length !== 1) throw new Error(`${waiting.length} machines wait for approval`);
      for (const { id: machineId } of waiting) {
        await owner.mutate("machines.approve", { machineId });
        await owner.mutate("machines.attachProject", { machineId, projectId });
        await owner.mutate("machines.setGrants", { machineId, projectId, secretIds: granted });
      }
    },
    async open(slug, from) {
      const shell = openShell(join(root, slug), env);
      shells.push(shell);
      if (from === "nothing") return shell;
      installed ??= prepare(shell, installBlock(facts));
      await installed;
      if (from === "machine") await prepare(shell, enrollBlock(facts));
      return shell;
    },
    async close() {
      for (const shell of shells) shell.close();
      await scene.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

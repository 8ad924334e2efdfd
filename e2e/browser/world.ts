import type { Browser, BrowserContext } from "playwright-core";
import { expect } from "vitest";
import { claimServer, OWNER, type Owner } from "#e2e/owner.ts";
import { registerMachine } from "#e2e/register-machine.ts";
import type { RunningServer } from "#e2e/start-server.ts";
import {
  aGrantedMachine,
  aPendingMachine,
  aRunner,
  readStatus,
  type Scope,
  TEMPORARY,
} from "./registering.ts";

export const PLAINTEXT = "plaintext-that-no-page-may-hold";
// Stored wherever a person may write words (AT-83).
const MARKUP = `<img src=x onerror="alert(1)"><script>alert(1)</script>`;

/** Every page of the product, at an address where it has something to show. */
export type World = { readonly pages: Readonly<Record<string, string>>; readonly secretPath: string };

/** An owner with a project, secrets of both kinds, a token, a machine that read and was refused, and a trash. */
export async function makeWorld(server: RunningServer): Promise<World> {
  const owner = await claimServer(server.setupLink);
  const { id: projectId } = await owner.mutate<{ id: string }>("projects.create", {
    name: "Payments API",
    description: `Secrets of the payments service. ${MARKUP}`,
  });
  const store = (name: string, content: object) =>
    owner.mutate<{ id: string }>("secrets.create", { projectId, name, note: `Live keys ${MARKUP}`, content });
  const fields = [
    { name: "publishable_key", value: PLAINTEXT },
    { name: "secret_key", value: PLAINTEXT },
  ];
  const content = { kind: "structured", fields };
  const secret = await store("STRIPE", content);
  await owner.mutate("secrets.writeVersion", { secretId: secret.id, expectedVersion: 1, content });
  const trashed = await store("OLD_KEY", { kind: "single", value: PLAINTEXT });
  await owner.mutate("secrets.delete", { secretId: trashed.id });
  const token = await owner.mutate<{ id: string; token: string }>("tokens.create", {
    name: "bitbucket-deploy",
    description: MARKUP,
    projectIds: [projectId],
    secretIds: [secret.id],
    tokenLifetimeSeconds: 86_400,
    machineLifetimeSeconds: 3600,
    maxUses: 50,
    sourceCidr: "10.0.0.0/8",
    hostnamePattern: "ci-*",
  });
  const { vault } = await owner.query<{ vault: { id: string } }>("account.me");
  // From here, which is outside of its range: the page shows the refusal.
  await expect(registerMachine(`${server.url}/v1/${vault.id}/enroll/register`, token.token)).rejects.toThrow(
    "403",
  );
  const scope = { projectId, secretId: secret.id };
  const runner = await aRunner(owner, "nightly", await aProject(owner));
  await readStatus(server.url, runner, secret.id);
  const web = await aGrantedMachine(owner, "web-1", scope, { description: MARKUP });
  await readStatus(server.url, web, secret.id);
  const hours = { start: "22:00", end: "06:00", days: ["fri", "sat"], timeZone: "Europe/Oslo" };
  const guardrails = { sourceCidrs: ["10.0.0.0/8", "2001:db8::/32"], hours };
  const contractor = await aGrantedMachine(owner, "contractor-1", scope, { ...TEMPORARY, guardrails });
  await owner.mutate("machines.extend", { machineId: contractor.id, seconds: 86_400, reason: MARKUP });
  await readStatus(server.url, contractor, secret.id);
  const waiting = await aPendingMachine(owner, "web-1", { description: MARKUP });
  await owner.mutate("bootstrapTokens.create", { kind: "long_lived", description: MARKUP });
  const container = await owner.mutate<{ machine: { id: string } }>("bundles.provision", {
    projectId,
    secretIds: [secret.id],
  });
  const project = `/projects/${projectId}`;
  const secretPath = `${project}/secrets/${secret.id}`;
  return {
    secretPath,
    pages: {
      home: "/",
      projects: "/projects",
      secrets: project,
      "no secret matches": `${project}?q=nothing-is-called-so`,
      trash: `${project}/trash`,
      "project settings": `${project}/settings`,
      "new secret": `${project}/secrets/new`,
      "new structured secret": `${project}/secrets/new?kind=structured`,
      "paste .env": `${project}/secrets/paste`,
      secret: secretPath,
      "new version": `${secretPath}/new-version`,
      "older version": `${secretPath}?version=1`,
      "compare versions": `${secretPath}/compare`,
      tokens: "/tokens",
      token: `/tokens/${token.id}`,
      "new token": "/tokens/new",
      "rotate token": `/tokens/${token.id}/rotate`,
      machines: "/machines",
      "no machine matches": "/machines?q=nothing-is-called-so",
      machine: `/machines/${runner.id}`,
      "machine that stays": `/machines/${web.id}`,
      "temporary machine": `/machines/${contractor.id}`,
      "waiting machine": `/machines/${waiting.id}`,
      "container that waits": `/machines/${container.machine.id}`,
      "create container": "/integrations/docker/new-container",
      "bundle link": "/bundles/bndl_0000000000",
      "validate machine": "/machines/validate",
      "validate temporary machine": "/machines/validate?kind=temporary",
      integrations: "/integrations",
      builder: "/integrations/bitbucket-pipelines/build",
      "built files": `/integrations/bitbucket-pipelines/build?token=${token.id}`,
      "built files in folders": `/integrations/github-actions/build?token=${token.id}`,
      "built manifests": `/integrations/kubernetes/build?token=${token.id}`,
      "audit log": "/audit",
      "no event matches": "/audit?outcome=failed&action=machine.deleted",
      settings: "/settings",
      "not found": "/projects/proj_0000000000",
    },
  };
}

async function aProject(owner: Owner): Promise<Scope> {
  const { id: projectId } = await owner.mutate<{ id: string }>("projects.create", { name: "Nightly" });
  const content = { kind: "single", value: PLAINTEXT };
  const secret = await owner.mutate<{ id: string }>("secrets.create", {
    projectId,
    name: "DATABASE_URL",
    content,
  });
  return { projectId, secretId: secret.id };
}

/** A size and a theme to look at a page in. */
export type Look = { readonly name?: string; readonly theme?: "light" | "dark"; readonly width?: number };

/** A stranger's browser. */
export async function sized(
  browser: Browser,
  { theme = "light", width = 1440 }: Look,
): Promise<BrowserContext> {
  const isPhone = width < 500;
  const context = await browser.newContext({
    viewport: { width, height: isPhone ? 844 : 900 },
    colorScheme: theme,
    hasTouch: isPhone,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  context.setDefaultTimeout(20_000);
  return context;
}

/** The owner's, signed in through the sign-in page. */
export async function signedIn(browser: Browser, url: string, look: Look = {}): Promise<BrowserContext> {
  const context = await sized(browser, look);
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((address) => address.pathname === "/");
  await page.close();
  return context;
}

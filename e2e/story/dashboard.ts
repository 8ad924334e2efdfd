import type { Page } from "playwright-core";

type Account = {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly vaultName: string;
};

/** Opens the printed link and becomes the owner, as the person who started the server does. */
export async function setUp(page: Page, link: string, account: Account): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Vault name").fill(account.vaultName);
  await page.getByLabel("Your name").fill(account.name);
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: /create/i }).click();
  await page.waitForURL((url) => url.pathname === "/");
}

/** Creates a project in its dialog and returns its address. */
export async function createProject(page: Page, name: string): Promise<string> {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Projects" }).click();
  await page.getByRole("button", { name: "New project" }).first().click();
  await page.getByRole("dialog").getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create project" }).click();
  await page.waitForURL(/\/projects\/proj_[a-z0-9]{10}$/);
  return page.url();
}

/** Stores a value; a text goes into the field as a person would paste it. */
export async function storeSecret(page: Page, project: string, name: string, value: string): Promise<void> {
  await page.goto(`${project}/secrets/new`);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Value", { exact: true }).fill(value);
  await save(page);
}

export async function storeStructured(
  page: Page,
  project: string,
  name: string,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  await page.goto(`${project}/secrets/new`);
  await page.getByLabel("Structured").check();
  await page.getByLabel("Name", { exact: true }).fill(name);
  for (const [index, [field, value]] of Object.entries(fields).entries()) {
    const label = page.getByLabel(`Field ${index + 1}`, { exact: true });
    if ((await label.count()) === 0) await page.getByRole("button", { name: "Add a field" }).click();
    await label.fill(field);
    await page.getByLabel(`Value of ${field}`, { exact: true }).fill(value);
  }
  await save(page);
}

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^(Store|Create) secret/ }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/new"));
}

/** Fills the token form with one project's secrets, all of them, and returns the plaintext that is shown once. */
export async function createToken(page: Page, name: string, project: string): Promise<string> {
  await page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: "Enrollment Tokens" })
    .click();
  await page
    .getByRole("link", { name: /New token|Create/ })
    .first()
    .click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  // The only project of a vault is open; one of several has to be opened first.
  const selectAll = page.getByRole("button", { name: `Select all of ${project}` });
  if ((await selectAll.count()) === 0)
    await page.getByRole("button", { name: `Secrets of ${project}` }).click();
  await selectAll.click();
  await page.getByLabel("Machine name").fill("ci-{uuid8}");
  await page.getByRole("button", { name: "Create token" }).click();
  const plaintext = (await page.getByTestId("token-plaintext").textContent()) ?? "";
  await page.getByRole("button", { name: "I have stored it" }).click();
  return plaintext;
}

/** Pastes the token into the builder and takes both files as a person downloads them. */
export async function buildFiles(page: Page, token: string): Promise<Record<string, string>> {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Integrations" }).click();
  await page.waitForURL((url) => url.pathname === "/integrations");
  await page.getByRole("main").getByRole("link", { name: /Build/ }).first().click();
  await page.getByLabel("Enrollment token").fill(token);
  await page.getByRole("button", { name: "Check token" }).click();
  const files: Record<string, string> = {};
  for (const name of ["sikkerkey-init.sh", "bitbucket-pipelines.yml"]) {
    await page.getByRole("tab", { name }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: `Download ${name}` }).click();
    const chunks: Buffer[] = [];
    for await (const chunk of await (await download).createReadStream()) chunks.push(Buffer.from(chunk));
    files[name] = Buffer.concat(chunks).toString("utf8");
  }
  return files;
}

import type { BrowserContext, Page, Request } from "playwright-core";

export type WatchedPage = {
  readonly page: Page;
  /** What the console, the policy and the page's own scripts complained of. */
  complaints(): Promise<string[]>;
  /** Bytes of script as they crossed the network. */
  scriptBytes(): Promise<number>;
};

type Violations = { cspViolations?: string[] };

/** A new page whose every complaint is kept. */
export async function watchedPage(context: BrowserContext): Promise<WatchedPage> {
  const page = await context.newPage();
  const heard: string[] = [];
  const scripts: Request[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") heard.push(message.text());
  });
  page.on("pageerror", (error) => heard.push(error.message));
  page.on("requestfinished", (request) => {
    if (request.resourceType() === "script") scripts.push(request);
  });
  await page.addInitScript(() => {
    const kept: string[] = [];
    Object.assign(globalThis, { cspViolations: kept });
    document.addEventListener("securitypolicyviolation", (event) =>
      kept.push(`${event.violatedDirective} refused ${event.blockedURI} ${event.sample}`),
    );
  });
  return {
    page,
    async complaints() {
      const refused = await page.evaluate(() => (globalThis as Violations).cspViolations ?? []);
      return [...heard, ...refused];
    },
    async scriptBytes() {
      const sizes = await Promise.all(scripts.map((request) => request.sizes()));
      return sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
    },
  };
}

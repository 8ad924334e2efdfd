import axe, { type RunOptions } from "axe-core";
import type { BrowserContext, Page } from "playwright-core";
import { watchedPage } from "./watched-page.ts";
import { type Look, PLAINTEXT } from "./world.ts";

const KIB = 1024;
const SCRIPT_LIMIT_BYTES = 200 * KIB;
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];
const WIDE = 1440;
// The last one is how a page is opened, so that whoever goes on finds it as it was.
const LOOKS: readonly Look[] = [
  { name: "at 390 px", width: 390 },
  { name: "dark", theme: "dark" },
  { name: "light" },
];
// A page that is not there says so with a status, which the console repeats.
const EXPECTED_COMPLAINT = /the server responded with a status of 404/;

type WithAxe = { axe?: typeof axe };

/** Every rule that a page breaks, and where. Between themes only colours differ, so the dark one is held to those rules. */
async function brokenRules(page: Page, isDark: boolean): Promise<string[]> {
  // Once a page: more than a megabyte takes longer to read than most rules.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const options: RunOptions = {
    runOnly: isDark ? { type: "rule", values: COLOUR_RULES } : { type: "tag", values: WCAG },
    // Of what passes, nothing is written down.
    resultTypes: ["violations"],
  };
  return page.evaluate(async (wanted) => {
    const found = await (globalThis as WithAxe).axe?.run(document, wanted);
    if (found === undefined) throw new Error("axe is not on the page");
    return found.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`,
    );
  }, options);
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What is wrong with what somebody sees right now, a dialog with it. */
async function seenProblems(page: Page, look: Look): Promise<string[]> {
  const { width = WIDE, theme = "light" } = look;
  // Without motion, so that no colour is on its way from one theme to the other.
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  await page.setViewportSize({ width, height: width < 500 ? 844 : 900 });
  const wide = await overflow(page);
  const found = [
    ...(await brokenRules(page, theme === "dark")),
    ...(wide > 0 ? [`scrolls sideways by ${wide} px`] : []),
  ];
  return found.map((problem) => `${look.name}: ${problem}`);
}

/** The same in every size and theme, one after the other: what is loaded stays. */
export async function problemsInEveryLook(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const look of LOOKS) found.push(...(await seenProblems(page, look)));
  return found;
}

/** What is wrong with a page in any look: barriers, complaints, size, a value in sight. */
export async function pageProblems(
  context: BrowserContext,
  name: string,
  address: string,
): Promise<string[]> {
  const watched = await watchedPage(context);
  const { page } = watched;
  await page.goto(address, { waitUntil: "load" });
  await page.getByRole("heading").first().waitFor();
  const found = await problemsInEveryLook(page);
  const complaints = (await watched.complaints()).filter(
    (text) => !(name === "not found" && EXPECTED_COMPLAINT.test(text)),
  );
  found.push(...complaints);
  const bytes = await watched.scriptBytes();
  if (bytes > SCRIPT_LIMIT_BYTES) found.push(`ships ${Math.round(bytes / KIB)} KiB of script`);
  // What is in a frame is looked at by nobody here.
  if ((await page.locator("iframe").count()) > 0) found.push("has a frame");
  if ((await page.locator("img, [onerror]").count()) > 0) found.push("renders what somebody wrote as markup");
  if ((await page.content()).includes(PLAINTEXT)) found.push("holds a plaintext");
  await page.close();
  return found.map((problem) => `${name}: ${problem}`);
}

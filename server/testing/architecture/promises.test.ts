import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");
const text = (path: string) => readFileSync(join(root, path), "utf8");

const PROMISED = [
  ...["01", "02", "03", "04", "09", "10", "11", "12", "18", "21", "23"].map((number) => `INV-${number}`),
  ...["1", "3", "8", "12"].map((number) => `CON-${number}`),
  ...Array.from({ length: 14 }, (_, at) => `AT-${51 + at}`),
  "FI-19",
];

/** The files that the table of CONTRIBUTING names, by promise. */
const shownBy = new Map(
  [...text("CONTRIBUTING.md").matchAll(/^\| ((?:INV|CON|AT|FI)-\d+) \| .* \| (`.*`) \|$/gm)].map(
    ([, promise = "", files = ""]) => [
      promise,
      [...files.matchAll(/`([^`]+)`/g)].map(([, path = ""]) => path),
    ],
  ),
);

test("every promise has its row, and no row is of anything else", () => {
  expect([...shownBy.keys()]).toEqual(PROMISED);
});

test.each(PROMISED)("%s is shown by the files that its row names", (promise) => {
  const files = shownBy.get(promise) ?? [];
  expect(files.length).toBeGreaterThan(0);
  // Named in the title of a test, so that a failure says which promise is broken.
  const title = new RegExp(`["\`].*\\b${promise}\\b.*["\`]`);
  for (const path of files) expect(text(path), path).toMatch(title);
});

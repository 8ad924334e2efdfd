import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DENY_REASONS } from "../audit-events.ts";
import { ERRORS } from "../errors.ts";
import { DOC_PAGES, docPath } from "./doc-pages.ts";
import { isBlock, type Part, type Section } from "./document.ts";
import { DOCUMENTS } from "./documents.ts";
import { PROMISES } from "./promises.ts";
import { SAMPLE_FACTS } from "./testing/sample-facts.ts";
import { textSpans } from "./text-spans.ts";

const ROOT = join(import.meta.dirname, "../..");
const pages = new Map([...DOCUMENTS].map(([slug, { sections }]) => [slug, sections(SAMPLE_FACTS)]));

function textsOf(part: Part): readonly string[] {
  if (typeof part === "string") return [part];
  if (isBlock(part)) return [];
  if (part.kind === "table") return part.rows.flat();
  return "items" in part ? part.items : [part.text];
}
const anchorsOf = (sections: readonly Section[]) =>
  sections.flatMap(({ id, parts }) => [
    id,
    ...parts.flatMap((part) =>
      typeof part !== "string" && !isBlock(part) && part.kind === "heading" && part.id !== undefined
        ? [part.id]
        : [],
    ),
  ]);
const linksOf = (sections: readonly Section[]) =>
  sections
    .flatMap(({ parts }) => parts.flatMap(textsOf))
    .flatMap((text) => textSpans(text).flatMap((span) => (span.kind === "link" ? [span.href] : [])));

test("every page has a row and every row a page, once", () => {
  const rows = DOC_PAGES.map(({ slug }) => slug);
  expect(new Set(rows).size).toBe(rows.length);
  expect([...pages.keys()].sort()).toEqual([...rows].sort());
});

describe.each([...pages])("%s", (_, sections) => {
  test("has each anchor and each block once", () => {
    const blocks = sections.flatMap(({ parts }) => parts.filter(isBlock).map(({ id }) => id));
    for (const names of [anchorsOf(sections), blocks]) expect(new Set(names).size).toBe(names.length);
  });

  test("links to what is there", () => {
    for (const href of linksOf(sections)) {
      const [path = "", anchor] = href.split("#");
      const page = DOC_PAGES.find(({ slug }) => docPath(slug) === path);
      const isFile = path.startsWith("/examples/") && existsSync(join(ROOT, "public", path));
      expect(page !== undefined || isFile, href).toBe(true);
      const target = page === undefined ? undefined : pages.get(page.slug);
      if (anchor !== undefined && target !== undefined) expect(anchorsOf(target), href).toContain(anchor);
    }
  });

  test("leaves no mark of its texts unread", () => {
    const plain = sections
      .flatMap(({ parts }) => parts.flatMap(textsOf))
      .flatMap((text) => textSpans(text).filter(({ kind }) => kind === "plain"));
    expect(plain.filter(({ text }) => /`|\]\(|\*\*(?!\*)\w/.test(text))).toEqual([]);
  });
});

test("a block that another test runs names that test, and what it holds", () => {
  const blocks = [...pages.values()].flatMap((sections) =>
    sections.flatMap(({ parts }) => parts.filter(isBlock)),
  );
  expect(blocks.length).toBeGreaterThan(80);
  for (const { id, runs } of blocks) {
    if (runs.by !== "test") continue;
    const file = join(ROOT, runs.file);
    expect(existsSync(file) && readFileSync(file, "utf8").includes(runs.holds), `${id} in ${runs.file}`).toBe(
      true,
    );
  }
});

test("troubleshooting has every sentence and every reason, each error under its code", () => {
  const sections = pages.get("troubleshooting") ?? [];
  const texts = sections.flatMap(({ parts }) => parts.flatMap(textsOf));
  expect(anchorsOf(sections)).toEqual(expect.arrayContaining(Object.keys(ERRORS)));
  for (const { message } of Object.values(ERRORS)) expect(texts).toContain(message);
  for (const reason of Object.values(DENY_REASONS)) expect(texts).toContain(reason);
});

test("every promise of the security page names tests that exist", () => {
  for (const { says, tests } of PROMISES) {
    expect(tests.length, says).toBeGreaterThan(0);
    for (const path of tests) expect(existsSync(join(ROOT, path)), `${says} names ${path}`).toBe(true);
  }
});

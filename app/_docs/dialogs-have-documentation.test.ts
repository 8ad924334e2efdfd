import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DOCUMENTS } from "#lib/docs/documents.ts";
import { SAMPLE_FACTS } from "#lib/docs/testing/sample-facts.ts";
import { readSources } from "#server/testing/architecture/source-files.ts";

const sources = readSources(join(import.meta.dirname, "../..")).filter(({ path }) => path.startsWith("app/"));
const dialogs = sources.filter(({ text }) => /<(DialogButton|RouteDialog)\b/.test(text));

test("there are dialogs to look at", () => {
  expect(dialogs.length).toBeGreaterThan(20);
});

test.each(dialogs.map(({ path, text }) => [path, text] as const))(
  "%s says where it is explained",
  (_, text) => {
    const opened = text.match(/<(DialogButton|RouteDialog)\b/g)?.length;
    expect(text.match(/\bdocs=\{/g)?.length).toBe(opened);
  },
);

describe("what a page points to", () => {
  const places = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/docs=\{\{\s*page: "([^"]+)"(?:, at: "([^"]+)")?/g)].map(
      ([, page = "", at]) => [`${path}: ${page}#${at ?? ""}`, page, at] as const,
    ),
  );
  test.each(places)("%s is there", (_, page, at) => {
    const sections = DOCUMENTS.get(page)?.sections(SAMPLE_FACTS);
    expect(sections).toBeDefined();
    if (at !== undefined) expect(sections?.map(({ id }) => id)).toContain(at);
  });
});

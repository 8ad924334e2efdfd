import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DOC_PAGES, docPath } from "#lib/docs/doc-pages.ts";
import { pageCommands } from "#lib/docs/page-commands.ts";
import { type DocsScene, openDocsScene } from "./docs-scene.ts";
import { runBlock } from "./run-block.ts";
import { shownBlocks } from "./shown-blocks.ts";

let scene: DocsScene;
beforeAll(async () => {
  scene = await openDocsScene();
});
afterAll(() => scene?.close());

const htmlOf = async (path: string) => {
  const answer = await fetch(scene.server.url + path, { redirect: "manual" });
  return { status: answer.status, html: await answer.text() };
};

describe.each(DOC_PAGES.map(({ slug }) => slug))("%s", (slug) => {
  const { from, blocks } = pageCommands(slug);

  test("shows its commands as they are here, and no other", async () => {
    const { status, html } = await htmlOf(docPath(slug));
    expect(status).toBe(200);
    const written = blocks(scene.shown).map(({ id, content }) => ({ id, text: content.replace(/\n$/, "") }));
    expect(shownBlocks(html)).toEqual(written);
  });

  test("every command does what the page says", async () => {
    const shell = await scene.open(slug, from);
    for (const block of blocks(scene.facts)) {
      await runBlock(shell, block);
      if (block.runs.by === "shell" && block.runs.afterwards !== undefined) await scene.letIn();
    }
  });
});

test("what is no page is 404, in the same frame", async () => {
  const { status, html } = await htmlOf("/docs/nothing-is-called-so");
  expect(status).toBe(404);
  expect(html).toContain("There is nothing at this address");
});

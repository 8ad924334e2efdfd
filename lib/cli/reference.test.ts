import { expect, test } from "vitest";
import { renderReference } from "./render-reference.ts";

test("the reference page is what the command table says today; `npx vitest -u` on this file writes it anew", async () => {
  await expect(`# The sikkerkey command\n\n${renderReference()}`).toMatchFileSnapshot("./REFERENCE.md");
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { INTEGRATIONS } from "./all.ts";
import { compareTexts } from "./compare-texts.ts";
import { readHeader } from "./read-header.ts";
import { GOLDEN_POLICIES, GOLDEN_SITE } from "./testing/golden-policies.ts";

test("the lines of both texts are all there, in their order, whatever the texts", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = compareTexts(before.join("\n"), after.join("\n"));
      if (before.join() === after.join()) {
        // What the matcher returns would be the property's verdict.
        expect(lines).toEqual([]);
        return;
      }
      const count = (wanted: string) =>
        lines.reduce((sum, { kind, text }) => {
          if (kind === "left out") return sum + Number.parseInt(text, 10);
          return kind === wanted || kind === "same" ? sum + 1 : sum;
        }, 0);
      expect([count("gone"), count("new")]).toEqual([before.length, after.length]);
      const changed = (wanted: string) => lines.filter(({ kind }) => kind === wanted).map(({ text }) => text);
      expect(isWithin(changed("gone"), before)).toBe(true);
      expect(isWithin(changed("new"), after)).toBe(true);
    }),
  );
});

test("one changed line in a long text is shown with two lines around it", () => {
  const before = Array.from({ length: 20 }, (_, at) => `line ${at}`);
  const after = before.with(9, "another line");
  expect(compareTexts(`${before.join("\r\n")}\r\n`, after.join("\n"))).toEqual([
    { kind: "left out", text: "7 lines unchanged" },
    { kind: "same", text: "line 7" },
    { kind: "same", text: "line 8" },
    { kind: "gone", text: "line 9" },
    { kind: "new", text: "another line" },
    { kind: "same", text: "line 10" },
    { kind: "same", text: "line 11" },
    { kind: "left out", text: "8 lines unchanged" },
  ]);
});

test.each(INTEGRATIONS.map((integration) => [integration.id, integration] as const))(
  "each file of %s says in its head what made it, and a newer CLI changes those lines and its pin alone",
  (_, { render }) => {
    const newer = {
      ...GOLDEN_SITE,
      cliVersion: "1.1.0",
      cliSha256: "b".repeat(64),
      cliFile: "/npm/cli-1.1.0.tgz",
    };
    const after = render(GOLDEN_POLICIES.minimal, newer);
    for (const [at, { content }] of render(GOLDEN_POLICIES.minimal, GOLDEN_SITE).entries()) {
      expect(readHeader(content)).toEqual({
        cliVersion: "1.0.0",
        madeAt: GOLDEN_SITE.madeAt,
        tokenId: GOLDEN_POLICIES.minimal.id,
      });
      const lines = compareTexts(content, after[at]?.content ?? "");
      const gone = lines.filter(({ kind }) => kind === "gone").map(({ text }) => text);
      expect(gone.length).toBeGreaterThan(0);
      expect(gone.every((text) => /sk_cli_(version|sha256|url)=|nstalls @sikkerkey\/cli/.test(text))).toBe(
        true,
      );
    }
  },
);

test("a text that is none of ours has no such head", () => {
  expect(readHeader("#!/bin/sh\necho hello\n")).toBeNull();
});

function isWithin(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const text of whole) if (text === part[at]) at++;
  return at === part.length;
}

import { expect, test } from "vitest";
import { MACHINE_NAME } from "#lib/naming/machine-name.ts";
import { nameMachine } from "./name-machine.ts";

const naming = {
  pattern: null,
  asked: undefined,
  hostname: "runner-7",
  tokenName: "bitbucket deploy",
  uuid8: "0a1b2c3d",
};

test.each([
  ["no pattern, asked", { asked: "web-1" }, "web-1"],
  ["no pattern, nothing asked: the token's name and eight random digits", {}, "bitbucket-deploy-0a1b2c3d"],
  ["a token's name without letters", { tokenName: "Ø ø" }, "machine-0a1b2c3d"],
  ["a template wins over what was asked", { pattern: "ci-{uuid8}", asked: "root" }, "ci-0a1b2c3d"],
  ["a template with the hostname", { pattern: "{hostname}-{uuid8}" }, "runner-7-0a1b2c3d"],
  ["a glob that matches what was asked", { pattern: "prod-*", asked: "prod-7" }, "prod-7"],
  ["a glob that does not", { pattern: "prod-*", asked: "xprod-7" }, null],
  ["a glob judges the hostname when nothing was asked", { pattern: "runner-?" }, "runner-7"],
  ["and refuses it", { pattern: "prod-*" }, null],
] as const)("%s", (_, change, expected) => {
  expect(nameMachine({ ...naming, ...change })).toBe(expected);
});

test("whatever the token is called, the name is a valid machine name", () => {
  for (const tokenName of ["-", "x".repeat(64), "a.b_c", "  padded  "])
    expect(nameMachine({ ...naming, tokenName })).toMatch(MACHINE_NAME);
});

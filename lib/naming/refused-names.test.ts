import { expect, test } from "vitest";
import { refusedName } from "./refused-names.ts";
import { nameProblem } from "./secret-name.ts";
import { NAMES_THAT_TAKE_OVER, TAKES_OVER } from "./testing/names-that-take-over.ts";

const names = NAMES_THAT_TAKE_OVER;

test("the list is of 160 names and more, each once (AT-59)", () => {
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(160);
});

test.each(Object.entries(TAKES_OVER))(
  "no name that takes over %s is accepted, however it is written (AT-59)",
  (_, line) => {
    const accepted = line
      .split(" ")
      .flatMap((name) => [name, name.toUpperCase(), name.toLowerCase()])
      .filter((name) => refusedName(name) === null);
    expect(accepted).toEqual([]);
  },
);

test("saving refuses them with a reason, also as they become a variable only by their spelling or a field (AT-59)", () => {
  expect(names.filter((name) => nameProblem(name) === null)).toEqual([]);
  for (const name of ["ld-preload", "Bash Env", "node.options", "git ssh command"])
    expect([name, nameProblem(name)]).toEqual([name, expect.stringMatching(/^Choose another name: /)]);
  expect(nameProblem("NODE", ["options"])).toMatch(/^Choose another name: NODE_OPTIONS /);
});

test.each([
  "DATABASE_URL",
  "API_KEY",
  "STRIPE_SECRET",
  "AWS_SECRET_ACCESS_KEY",
  "PATHS",
  "MY_PATH",
  "HOMEPAGE",
  "LOGIN",
  "CIPHER",
])("%s is an ordinary name", (name) => expect(nameProblem(name)).toBeNull());

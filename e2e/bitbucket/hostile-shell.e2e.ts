import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isDeep } from "#server/testing/rounds.ts";
import { IMAGES, STEP_SHELLS } from "../emulators/images.ts";
import { deliver, LOAD } from "./deliver.ts";
import { aDelivery, type Delivery, openScene, type Scene } from "./scene.ts";

let scene: Scene;
let delivery: Delivery;
const good = { exitCode: 0, wentOn: true, findings: [] };

beforeAll(async () => {
  scene = await openScene();
  delivery = await aDelivery(scene, {
    API_KEY: "k3y-of-the-hostile-shell-tests",
    PEM: "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA\n-----END PRIVATE KEY-----\n",
  });
});
afterAll(() => scene?.close());

/** What other lines of a step may have done to the shell; the emulator compares it before and after the script. */
const HABITS: readonly [string, string][] = [
  [
    "strict options, tracing, a strange IFS, traps and arguments",
    "trap 'echo hung up' HUP; trap '' USR1; set -- -x '*' 'a  b'; IFS=os; CDPATH=/tmp; ENV=/nonexistent; export CDPATH ENV; set -euxfCa",
  ],
  [
    "aliases and functions with the names of tools, read verbosely",
    "rm() { false; }; curl() { false; }; mkdir() { false; }; cd() { false; }\n" +
      "alias export='echo no' set=false unset=: printf=false eval=false test=false exit=: exec=false command=false\n\\set -v",
  ],
  [
    "no errexit and a TMPDIR in the clone",
    'set +e; TMPDIR="$PWD/tmp"; export TMPDIR; mkdir "$TMPDIR" && rmdir "$TMPDIR"',
  ],
];

/** Folders for temporary files that are not there, or that would need quoting in a line people copy. */
const FOLDERS = ["/nonexistent/folder", "/tmp/it's here", "relative", ""];

describe.each([...STEP_SHELLS, IMAGES.redHat].map((image, at) => ({ image, at })))(
  "in $image.title",
  ({ image, at }) => {
    // Each shell has each habit in the deep run; here every shell and every habit has its turn.
    const habits = HABITS.filter((_, habit) => isDeep || habit === at % HABITS.length);
    test.each(habits)("values arrive and the shell stays as it was with %s", async (_, habit) => {
      const result = await deliver(delivery, { image, script: [habit, LOAD] });
      expect(result, result.log).toMatchObject(good);
    });
  },
);

test.each(FOLDERS)("values arrive with TMPDIR set to '%s'", async (folder) => {
  const result = await deliver(delivery, { variables: { TMPDIR: folder } });
  expect(result, result.log).toMatchObject(good);
});

describe("in bash", () => {
  test.each([
    ["a DEBUG trap that prints commands", `trap 'echo "$BASH_COMMAND"' DEBUG`],
    ["the same, inherited by functions", `set -T; trap 'echo "$BASH_COMMAND"' DEBUG`],
    ["extdebug and an ERR trap", `shopt -s extdebug; set -E; trap 'echo "failed: $BASH_COMMAND"' ERR`],
    [
      "posix mode and glob options",
      "set -o posix; shopt -s nullglob failglob extglob dotglob expand_aliases",
    ],
    ["tracing into a file that stays open", "exec 7>&2; BASH_XTRACEFD=7; set -x"],
    ["pipefail, inherit_errexit and nounset", "set -uo pipefail; shopt -s inherit_errexit"],
  ])("values stay out of the log with %s", async (_, habit) => {
    const result = await deliver(delivery, { image: IMAGES.bash, script: [habit, LOAD] });
    expect(result, result.log).toMatchObject(good);
  });
});

test("bash's exported options and functions do not reach a child sh that is bash", async () => {
  const habits = [
    "export SHELLOPTS; set -x",
    "node() { echo fake; }; export -f node; unset -f node",
    "export BASH_ENV=/nonexistent",
  ];
  const result = await deliver(delivery, { image: IMAGES.redHat, script: [...habits, LOAD] });
  expect(result, result.log).toMatchObject(good);
});

test("the step's own EXIT trap still runs, after success and after failure", async () => {
  const script = ["trap 'echo the step has ended' EXIT", LOAD];
  for (const image of STEP_SHELLS) {
    const result = await deliver(delivery, { image, script });
    expect(result, result.log).toMatchObject(good);
    expect(result.log).toContain("the step has ended");
    const failed = await deliver(delivery, { image, script, variables: { SIKKERKEY_ENROLLMENT_TOKEN: "" } });
    expect(failed).toMatchObject({ exitCode: 1, wentOn: false });
    expect(failed.log).toContain("the step has ended");
  }
});

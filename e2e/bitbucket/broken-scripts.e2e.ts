import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { IMAGES } from "../emulators/images.ts";
import { deliver, LOAD, withScript } from "./deliver.ts";
import { aDelivery, type Delivery, openScene, type Scene } from "./scene.ts";

let scene: Scene;
let delivery: Delivery;
const canary = join(tmpdir(), `sikkerkey-canary-${crypto.randomUUID()}`);

beforeAll(async () => {
  scene = await openScene();
  delivery = await aDelivery(scene, {
    API_KEY: "k3y-of-the-broken-scripts",
    TWO_LINES: "first-line-of-it\nsecond-line-of-it\n",
    COMMAND: `$(touch ${canary})`,
  });
});
afterEach(() => rmSync(canary, { force: true }));
afterAll(() => scene?.close());

const EVAL = '  \\eval "$__sikkerkey_text"\n';
const AFTER_TOKEN = "unset SIKKERKEY_ENROLLMENT_TOKEN\n";

/** One mistake each, made on purpose in the committed script, and the watch that must see it. */
const MISTAKES: readonly { mistake: string; from: string; to: string; seen: RegExp }[] = [
  {
    mistake: "values are evaluated without quotes",
    from: EVAL,
    to: `${EVAL}  COMMAND=$(\\eval "printf %s $COMMAND"); \\export COMMAND\n`,
    seen: /^canary: a value was executed$/,
  },
  {
    mistake: "a trailing newline is lost",
    from: EVAL,
    to: `${EVAL}  \\export TWO_LINES="$(printf %s "$TWO_LINES")"\n`,
    seen: /^value: a later line sees another TWO_LINES$/,
  },
  {
    mistake: "values are set but not exported",
    from: EVAL,
    to: '  \\eval "$(printf "%s\\n" "$__sikkerkey_text" | sed "s/^.export //")"\n',
    seen: /^value: a node program does not see API_KEY$/,
  },
  {
    mistake: "a value is printed",
    from: EVAL,
    to: `${EVAL}  echo "$API_KEY"\n`,
    seen: /^log: API_KEY shows as it is$/,
  },
  {
    mistake: "one line of a value is printed",
    from: EVAL,
    to: `${EVAL}  echo "$TWO_LINES" | sed -n 2p\n`,
    seen: /^log: TWO_LINES shows line 2$/,
  },
  {
    mistake: "a value is printed in base64",
    from: EVAL,
    to: `${EVAL}  node -e 'console.log(btoa(process.env.API_KEY))'\n`,
    seen: /^log: API_KEY shows in base64$/,
  },
  {
    mistake: "tracing stays on",
    from: "{ \\set +x +v; } 2>/dev/null\n",
    to: "set -x\n",
    seen: /^log: API_KEY shows/,
  },
  {
    mistake: "the token stays in the environment",
    from: "  }\n  \\unset SIKKERKEY_ENROLLMENT_TOKEN\n",
    to: "  }\n",
    seen: /^token: a sh child still sees the token$/,
  },
  {
    mistake: "the token is an argument for a moment",
    from: AFTER_TOKEN,
    to: `mkdir "x$SIKKERKEY_ENROLLMENT_TOKEN"\n${AFTER_TOKEN}`,
    seen: /^argv: a secret was an argument$/,
  },
  {
    mistake: "a value is an argument of a program that nobody recorded",
    from: EVAL,
    to: `${EVAL}  "$(readlink /proc/self/exe | sed s/sed/sleep/)" 0.3 || /bin/sh -c '/bin/sleep 0.5' - "$API_KEY"\n`,
    seen: /^argv: a secret in the arguments of /,
  },
  {
    mistake: "the identity stays",
    from: 'rm -rf "$sk_work"',
    to: ":",
    seen: /^identity: .*private\.pem is left$/,
  },
  {
    mistake: "a file stays in the clone",
    from: AFTER_TOKEN,
    to: `${AFTER_TOKEN}: >"$BITBUCKET_CLONE_DIR/sikkerkey.log"\n`,
    seen: /^leftover: clone\/sikkerkey\.log is left$/,
  },
  {
    mistake: "others may read a temporary file",
    from: "umask 077\n",
    to: "umask 022\n",
    seen: /^permission: others may read /,
  },
  { mistake: "the umask is changed", from: EVAL, to: `${EVAL}  umask 077\n`, seen: /^shell: umask changed$/ },
  { mistake: "an option stays set", from: EVAL, to: `${EVAL}  set -f\n`, seen: /^shell: options changed$/ },
  {
    mistake: "a trap is replaced",
    from: EVAL,
    to: `${EVAL}  trap 'rm -f x' EXIT\n`,
    seen: /^shell: traps changed$/,
  },
  { mistake: "the folder is changed", from: EVAL, to: `${EVAL}  cd /\n`, seen: /^shell: directory changed$/ },
  {
    mistake: "a variable stays",
    from: EVAL,
    to: `${EVAL}  helper=1\n`,
    seen: /^shell: variable helper changed$/,
  },
  {
    mistake: "a function stays",
    from: EVAL,
    to: `${EVAL}  helper() { :; }\n`,
    seen: /^shell: functions changed$/,
  },
  { mistake: "an alias stays", from: EVAL, to: `${EVAL}  alias ll=ls\n`, seen: /^shell: aliases changed$/ },
];

test.each(MISTAKES)("the emulator sees that $mistake", async ({ from, to, seen }) => {
  const files = withScript(delivery, from, to);
  const result = await deliver(delivery, { image: IMAGES.bash, files, script: [LOAD], canary });
  expect(
    result.findings.some((finding) => seen.test(finding)),
    `${result.findings.join("\n")}\n${result.log}`,
  ).toBe(true);
});

test("the unbroken script has none of these mistakes", async () => {
  const result = await deliver(delivery, { image: IMAGES.bash });
  expect(result.findings, result.log).toEqual([]);
});

test("the emulator sees a step that goes on after a failure", async () => {
  const variables = { SIKKERKEY_ENROLLMENT_TOKEN: "" };
  const files = withScript(delivery, "    \\exit 1\n  }\n", "    \\return 1\n  }\n");
  const result = await deliver(delivery, { files, variables, script: ["set +e", LOAD] });
  expect(result.wentOn).toBe(true);
});

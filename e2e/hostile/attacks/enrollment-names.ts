import { refusal } from "./answers.ts";
import type { Attack } from "./attack.ts";
import { refusedEnrollment } from "./effects.ts";
import { enrollment } from "./enrollment.ts";

const badHostname = refusal("invalid_request", {
  sentence: "The hostname may hold letters, digits, . _ and - only.",
});
const badName = refusal("invalid_request", {
  sentence: "The machine name may hold letters, digits, . _ and - only.",
});

/** Labels that would forge a line, a file or a match. */
const LABELS: readonly (readonly [string, string])[] = [
  ["a second line", "prod-x\nroot"],
  ["a carriage return", "prod-x\rroot"],
  ["NUL", "prod-x\u0000"],
  ["4 KB", "p".repeat(4096)],
  ["right-to-left", "prod-\u202etxt.exe"],
  ["a Cyrillic letter", "pr\u043ed-x"],
  ["a full-width letter", "\uff50rod-x"],
  ["a space behind", "prod-x "],
  ["a space in front", " prod-x"],
  ["a way up", "../../etc/passwd"],
  ["a slash", "prod/x"],
  ["a quote", 'prod-"x'],
  ["a command", "prod-$(id)"],
  ["an expression", "prod-$\u007b{ secrets.X }}"],
  ["a lone surrogate", "prod-\ud800"],
  ["a formula", "=HYPERLINK(1)"],
  ["an escape sequence", "prod-\u001b[31m"],
  ["nothing", ""],
];

const outside = {
  answer: refusal("hostname_not_allowed"),
  effect: refusedEnrollment("hostname_not_allowed"),
};
const unnamed = { answer: refusal("name_not_allowed"), effect: refusedEnrollment("name_not_allowed") };

/** Host and machine names that try to be more than names (AT-40). The charset comes first, the pattern is anchored. */
export const enrollmentNames: readonly Attack[] = [
  ...LABELS.map(([name, hostname]) =>
    enrollment("AT-40", `a hostname with ${name}`, {
      policy: { hostnamePattern: "prod-*" },
      fields: { hostname },
      answer: badHostname,
    }),
  ),
  ...LABELS.map(([label, name]) =>
    enrollment("AT-40", `a machine name with ${label}`, {
      policy: { namePattern: "prod-*" },
      fields: { name },
      answer: badName,
    }),
  ),
  ...["xprod-a", "prod", "PROD-a", "a-prod-x"].map((hostname) =>
    enrollment("AT-40", `the hostname ${hostname} against prod-*`, {
      policy: { hostnamePattern: "prod-*" },
      fields: { hostname },
      ...outside,
    }),
  ),
  enrollment("AT-40", "the hostname prod-axb against prod-a.b, where a dot is a dot", {
    policy: { hostnamePattern: "prod-a.b" },
    fields: { hostname: "prod-axb" },
    ...outside,
  }),
  ...["xprod-a", "prod", "dev-prod-a"].map((name) =>
    enrollment("AT-40", `the name ${name} against prod-*`, {
      policy: { namePattern: "prod-*" },
      fields: { name },
      ...unnamed,
    }),
  ),
  enrollment("AT-40", "a name that the pattern allows", {
    policy: { namePattern: "prod-*", hostnamePattern: "prod-*" },
    fields: { name: "prod-a", hostname: "prod-b" },
  }),
];

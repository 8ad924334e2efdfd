import { randomBytes } from "node:crypto";
import { refusal } from "./answers.ts";
import type { Attack } from "./attack.ts";
import { refusedEnrollment } from "./effects.ts";
import { enrollment } from "./enrollment.ts";
import type { Ground } from "./ground.ts";
import { asOwner, notStored, stored } from "./people.ts";

const aToken = ({ project, secret }: Ground, policy: object) => ({
  name: `pattern ${randomBytes(6).toString("hex")}`,
  projectIds: [project.id],
  secretIds: [secret.id],
  tokenLifetimeSeconds: 3600,
  machineLifetimeSeconds: 3600,
  maxUses: 1,
  ...policy,
});

const REFUSED = [
  "(a+)+$",
  "+(a|aa)",
  "*".repeat(64),
  "[",
  "{a,b}",
  "a".repeat(200),
  "prod\n-*",
  "a\u0000",
  "\\d+",
];

/** Text that is a program in other pattern languages (AT-41). */
export const patterns: readonly Attack[] = [
  ...REFUSED.map((hostnamePattern) =>
    asOwner("AT-41", `the hostname pattern ${JSON.stringify(hostnamePattern).slice(0, 40)}`, {
      procedure: "tokens.create",
      input: (ground) => aToken(ground, { hostnamePattern }),
      answer: notStored,
    }),
  ),
  asOwner("AT-41", "a pattern with a dot is stored as it is", {
    procedure: "tokens.create",
    input: (ground) => aToken(ground, { hostnamePattern: "a.*-?" }),
    answer: stored,
    effect: {
      enrollment_tokens: [{ hostname_pattern: "a.*-?" }],
      enrollment_token_projects: [{}],
      enrollment_token_secrets: [{}],
      audit_events: [{ action: "enrollment_token.created" }],
    },
  }),
  enrollment("AT-41", "eight stars against the longest name that almost matches", {
    policy: { hostnamePattern: "*a*a*a*a*a*a*a*b" },
    fields: { hostname: "a".repeat(253) },
    answer: refusal("hostname_not_allowed"),
    effect: refusedEnrollment("hostname_not_allowed"),
  }),
];

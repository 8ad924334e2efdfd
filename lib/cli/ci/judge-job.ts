import type { RehearsalView } from "../../contract/rehearsal.ts";
import { DELIVERIES, type Delivery, isRefused } from "../../policy/deliveries.ts";
import { amountOf, exactDuration, minuteOf } from "../../policy/scope-words.ts";
import { TOKEN_HINTS } from "../../policy/token-hints.ts";
import { printableText } from "../../sdk/printable-text.ts";
import { type Finding, fail, ok, warn } from "../doctor/finding.ts";

const NAMES_MAX = 20;
const RENEW = "The token's page in the dashboard can rotate or revoke it.";

const REMEDIES: Record<Exclude<Delivery, "arrives">, string> = {
  deleted: "Restore it from the trash, or make a token without it.",
  not_linked: "Make a token that gives this project as well.",
  name_refused: "Rename it in the dashboard.",
  name_invalid: "Rename it in the dashboard.",
  collision: "Rename one of them, or make a token without one of them.",
  too_large: "Deliver it as a file: `sikkerkey run --files`.",
  fields_large: "If the job says so, deliver it as a file: `sikkerkey run --files`.",
};

/** What a rehearsal told, as a person reads it: the token, the machine it would make, and each secret that would not arrive. */
export function judgeJob(told: RehearsalView): Finding[] {
  const { token, server } = told;
  const now = new Date(server.time);
  const left = `${token.usesLeft.toLocaleString("en-US")} of ${amountOf(token.maxUses, "use")} left`;
  const ends = minuteOf(new Date(token.expiresAt).toISOString(), now);
  const says = `${printableText(token.name, 64)} (${printableText(token.id, 40)}): ${left}, until ${ends}`;
  const hints = token.hints.map((hint) => TOKEN_HINTS[hint]).join(". ");
  const machine = `would be named like ${printableText(told.machineName, 64)} and live ${exactDuration(token.machineLifetimeSeconds)}`;
  return [
    hints === "" ? ok("token", says) : warn("token", says, `${hints}. ${RENEW}`),
    ok("machine", machine),
    ...describeSecrets(told.secrets),
    ...(told.fitsTogether
      ? []
      : [
          fail(
            "size",
            "together they are more than one environment may hold",
            "Split the token, or deliver files: `sikkerkey run --files`.",
          ),
        ]),
  ];
}

function describeSecrets(secrets: RehearsalView["secrets"]): Finding[] {
  if (secrets.length === 0)
    return [
      fail("secrets", "the token gives no secret any more", "Make a token with the secrets this job needs."),
    ];
  const arriving = new Map<string, string[]>();
  for (const { project, variables, delivery } of secrets)
    if (!isRefused(delivery)) arriving.set(project, [...(arriving.get(project) ?? []), ...variables]);
  const stopped = secrets.flatMap(({ name, project, variables, delivery }) => {
    if (delivery === "arrives") return [];
    const text = `${printableText(name, 128)} of ${printableText(project, 128)} ${DELIVERIES[delivery]} (${namesOf(variables)})`;
    return [(isRefused(delivery) ? fail : warn)("secret", text, REMEDIES[delivery])];
  });
  return [...[...arriving].map(([project, variables]) => arrival(project, variables)), ...stopped];
}

function arrival(project: string, variables: readonly string[]): Finding {
  return ok("secrets", `${printableText(project, 128)} would arrive as ${namesOf(variables)}`);
}

function namesOf(variables: readonly string[]): string {
  const shown = variables.slice(0, NAMES_MAX).map((variable) => printableText(variable, 200));
  return `${shown.join(", ")}${variables.length > NAMES_MAX ? ` and ${variables.length - NAMES_MAX} more` : ""}`;
}

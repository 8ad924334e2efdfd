import type { CliSecret } from "../../contract/reads.ts";
import { variableName } from "../../naming/variable-name.ts";
import { answerError, secondsBehind } from "../../sdk/answer-error.ts";
import { decodeCliSecrets } from "../../sdk/decode-answer.ts";
import { printableText } from "../../sdk/printable-text.ts";
import { getSecretValue } from "../../sdk/read-secrets.ts";
import type { Answer } from "../../sdk/send-request.ts";
import { type Machine, parseBody, sendSigned } from "../../sdk/signed-client.ts";
import { isSecretId } from "../find-secret.ts";
import { checkClock } from "./check-clock.ts";
import { type Finding, fail, failureOf, ok, warn } from "./finding.ts";

/** What one signed request tells: both clocks, whether the machine is accepted, what it may read. */
export async function checkAccess(machine: Machine, asked: string | null): Promise<Finding[]> {
  let answer: Answer;
  try {
    answer = await sendSigned(machine, { method: "GET", path: "/v1/cli/secrets" });
  } catch (error) {
    return [failureOf("server", error)];
  }
  const clock = checkClock(secondsBehind(answer.headers.date, Date.now()));
  try {
    if (answer.status !== 200) throw answerError(machine.apiUrl, answer, Date.now());
    const secrets = decodeCliSecrets(machine.apiUrl, parseBody(machine.apiUrl, answer));
    const why = asked === null ? [] : [await explain(machine, secrets, asked)];
    return [clock, ok("machine", `${machine.apiUrl} accepts it`), ...describeAccess(secrets), ...why];
  } catch (error) {
    return [clock, failureOf("machine", error)];
  }
}

function describeAccess(secrets: readonly CliSecret[]): Finding[] {
  if (secrets.length === 0)
    return [
      warn(
        "access",
        "no secret is granted to this machine",
        "Grant some on its page in the dashboard, under Machines.",
      ),
    ];
  const byProject = new Map<string, string[]>();
  for (const { projectId, projectName, name } of secrets) {
    const key = `${printableText(projectName, 128)} (${printableText(projectId, 40)})`;
    byProject.set(key, [...(byProject.get(key) ?? []), printableText(name, 128)]);
  }
  return [...byProject].map(([project, names]) => {
    const more = names.length > NAMES_MAX ? ` and ${names.length - NAMES_MAX} more` : "";
    return ok("access", `${project}: may read ${names.slice(0, NAMES_MAX).join(", ")}${more}`);
  });
}

const NAMES_MAX = 20;

/** Why one secret can be read, or why not. A value that arrives meanwhile is dropped. */
async function explain(machine: Machine, secrets: readonly CliSecret[], asked: string): Promise<Finding> {
  const found = secrets.filter(({ id, name }) => id === asked || name === asked);
  const [first] = found;
  const shown = printableText(asked, 80);
  if (found.length > 1)
    return warn(
      "secret",
      `${found.length} granted secrets are called ${shown}`,
      `Use an id: ${found.map(({ id }) => printableText(id, 40)).join(", ")}.`,
    );
  if (first !== undefined)
    return ok("secret", `${shown} is granted, in ${printableText(first.projectName, 128)}; it was not read`);
  if (isSecretId(asked)) {
    try {
      await getSecretValue(machine, asked);
      return ok("secret", `${shown} can be read`);
    } catch (error) {
      const failure = failureOf("secret", error);
      const trace = "The audit log has the decision under the request id, with each check that was made.";
      return { ...failure, remedy: `${failure.remedy ?? ""} ${trace}` };
    }
  }
  const similar = secrets.filter(({ name }) => variableName(name) === variableName(asked));
  return fail(
    "secret",
    `no secret called ${shown} is granted to this machine`,
    similar.length === 0
      ? "Names are exact. Check the spelling, and that the secret's project and the secret are granted on the machine's page."
      : `Names are exact. Granted is ${similar.map(({ name }) => printableText(name, 80)).join(", ")}.`,
  );
}

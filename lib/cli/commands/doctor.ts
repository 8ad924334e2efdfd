import { type Command, hasFlag } from "../command.ts";
import { checkAccess } from "../doctor/check-access.ts";
import { checkConnection } from "../doctor/check-connection.ts";
import { checkFiles } from "../doctor/check-files.ts";
import { checkIdentity, keyFileOf } from "../doctor/check-identity.ts";
import { checkSettings } from "../doctor/check-settings.ts";
import { type Finding, ok } from "../doctor/finding.ts";
import { renderFinding } from "../doctor/render-finding.ts";
import manifest from "../package.json" with { type: "json" };
import type { Terminal } from "../terminal.ts";

export const doctorCommand: Command = {
  name: "doctor",
  summary: "Find out why reads fail: identity, files, network, certificate, clock and access.",
  details: [
    "Every line is ok, warn or fail; what is wrong is followed by what to do. No value and no key is shown. A secret that is granted is not read; one that is not is asked for once, so that the server says why. The exit code is 1 when anything is a fail.",
  ],
  arguments: [
    {
      name: "secret",
      about: "also say why this secret, by id or exact name, can be read or not",
      isRequired: false,
    },
  ],
  options: [{ name: "json", about: "print an array of objects with level, check, text and remedy" }],
  stdout: "the findings",
  stderr: "nothing",
  examples: ["sikkerkey doctor", "sikkerkey doctor API_KEY", "sikkerkey doctor --json"],
  async run(call, terminal) {
    const findings = await examine(call.arguments.get("secret") ?? null, terminal);
    terminal.out(
      hasFlag(call, "json")
        ? `${JSON.stringify(findings, null, 2)}\n`
        : `${findings.map(renderFinding).join("\n")}\n`,
    );
    return findings.some(({ level }) => level === "fail") ? 1 : 0;
  },
};

async function examine(asked: string | null, { env }: Terminal): Promise<Finding[]> {
  const { machine, findings } = checkIdentity(env);
  const versions = ok(
    "versions",
    `sikkerkey ${manifest.version}, Node ${process.version}, ${process.platform} ${process.arch}`,
  );
  const local = [versions, ...checkSettings(env, machine), ...findings];
  if (machine === null) return local;
  const files = checkFiles(machine.identityFile, keyFileOf(env, machine));
  const connection = await checkConnection(machine.apiUrl, env);
  const isReached = connection.every(({ level }) => level !== "fail");
  return [...local, ...files, ...connection, ...(isReached ? await checkAccess(machine, asked) : [])];
}

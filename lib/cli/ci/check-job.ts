import type { ClientError } from "../../sdk/client-error.ts";
import { printableText } from "../../sdk/printable-text.ts";
import { checkClock } from "../doctor/check-clock.ts";
import { type Finding, failureOf, ok, warn } from "../doctor/finding.ts";
import manifest from "../package.json" with { type: "json" };
import { askRehearsal, isRefusal, type Question, type Told } from "./ask-rehearsal.ts";
import { judgeJob } from "./judge-job.ts";
import type { Provider } from "./providers.ts";

export type JobCheck = {
  readonly findings: readonly Finding[];
  readonly report: Readonly<Record<string, unknown>>;
};

/** Asks for a rehearsal and judges what it told. Nothing is enrolled and no value is read. */
export async function checkJob(question: Question, providers: readonly Provider[]): Promise<JobCheck> {
  const here = `sikkerkey ${manifest.version}, Node ${process.version}, ${process.platform} ${process.arch}`;
  const where =
    providers.length === 0 ? "no CI job that is known" : providers.map(({ title }) => title).join(" and ");
  const runner = `${where}; hostname ${printableText(question.hostname, 253)}`;
  const base = {
    provider: providers[0]?.id ?? null,
    hostname: question.hostname,
    cliVersion: manifest.version,
  };
  let told: Told;
  try {
    told = await askRehearsal(question);
  } catch (error) {
    const failure = failureOf("server", error);
    return {
      findings: [ok("versions", here), ok("runner", runner), failure],
      report: { ...base, failure: { message: failure.text, remedy: failure.remedy } },
    };
  }
  const { answer } = told;
  const clock = checkClock(told.secondsBehind);
  const report = { ...base, secondsBehind: clock.level === "ok" ? 0 : told.secondsBehind };
  if (isRefusal(answer))
    return {
      findings: [ok("versions", here), ok("runner", runner), clock, failureOf("token", answer.error)],
      report: { ...report, refusal: refusalReport(answer.code, answer.error) },
    };
  return {
    findings: [
      checkVersions(here, answer.server),
      ok("runner", `${runner}, seen from ${printableText(answer.sourceIp, 60)}`),
      clock,
      ...judgeJob(answer),
    ],
    report: { ...report, rehearsal: answer },
  };
}

function checkVersions(
  here: string,
  { version, cliVersion }: { version: string; cliVersion: string },
): Finding {
  const text = `${here}; server ${printableText(version, 40)} serves ${printableText(cliVersion, 40)}`;
  return cliVersion === manifest.version
    ? ok("versions", text)
    : warn("versions", text, "Build the files again: they install the version they were made for.");
}

function refusalReport(code: string | null, { status, message, remedy, requestId }: ClientError) {
  return { status, code, message, remedy, requestId };
}

import { type Field, makeField } from "#e2e/hostile/attacks/ground.ts";
import { send } from "#e2e/hostile/attacks/send.ts";
import { requestText, signedLines } from "#e2e/raw-signed.ts";
import { CAMPAIGNS } from "./campaigns.ts";
import { type Bounds, type Report, runCampaign } from "./run-campaign.ts";
import { peakMegabytes } from "./server-facts.ts";

const MEMORY_MAX_MEGABYTES = 700;

export type Outcome = {
  readonly reports: readonly Report[];
  readonly peakMegabytes: number | null;
  /** What is wrong with the server after all of it. */
  readonly aftermath: readonly string[];
};

/** Starts the product, sends it every campaign, and asks whether it is still what it was. */
export async function runFuzz(bounds: Bounds & { readonly campaign?: string }): Promise<Outcome> {
  const field = await makeField();
  try {
    const before = await selfPortrait(field);
    const chosen = CAMPAIGNS.filter(({ name }) => bounds.campaign === undefined || bounds.campaign === name);
    const reports: Report[] = [];
    for (const campaign of chosen) reports.push(await runCampaign(campaign, field, bounds));
    const peak = peakMegabytes(field.direct.run.child.pid);
    const aftermath = [
      ...((await selfPortrait(field)) === before ? [] : ["it no longer answers a good read as before"]),
      ...(peak !== null && peak > MEMORY_MAX_MEGABYTES ? [`it took ${peak.toFixed(0)} MB`] : []),
    ];
    return { reports, peakMegabytes: peak, aftermath };
  } finally {
    await field.stop();
  }
}

/** Good answers of both processes, whole: a prototype that was changed would show in one of them. */
async function selfPortrait({ direct, throughNext, machine, secret }: Field): Promise<string> {
  const path = `/v1/secret/${secret.id}`;
  const seen: string[] = [];
  for (const server of [direct, throughNext]) {
    const read = await send(server, requestText(`GET ${path}`, signedLines(machine, { path })));
    const health = await send(server, requestText("GET /v1/health", []));
    for (const { head, body } of [read, health])
      seen.push(head.replace(/^(x-request-id|date): .*$/gim, "$1"), body);
  }
  return seen.join("\n");
}

import {
  type Answers,
  inBatchTransaction,
  type PipelinedLanes,
  type Statement,
} from "#db/batch-transaction.ts";
import { insertEventsStatement, type NewEvent } from "#db/queries/audit-events.ts";
import { claimStatement, readClaim } from "#db/queries/signed-requests.ts";
import type { AuditEvent } from "#lib/audit-events.ts";
import { CLOCK_WINDOW_SECONDS } from "#lib/protocol/signed-request.ts";
import { eventRow } from "../audit/record-event.ts";
import { judgeMachine } from "./judge-machine.ts";
import type { MachineContext } from "./machine-context.ts";
import type { Verdict } from "./verdict.ts";

/** A verdict and the rows that say so. */
export type Judgement<Release> = {
  readonly verdict: Verdict<Release>;
  readonly events: readonly AuditEvent[];
};

/**
 * Signed requests, decided in one transaction of two round trips: each has a claim, a judgement of its machine and rows of
 * its own, and the commit on disk is one for all of them. `facts` are asked for together with the claims, which the server
 * answers first; `judge` says from the answers what each request gets, in their order, if its machine may ask at all. What fails
 * in the database fails all of them before the commit, so nothing is released; it is not tried again here. `meanwhile` gets
 * the verdicts while they are being recorded: nothing is released yet, and it may be that nothing will be. It must not throw.
 */
export function decideSigned<Release>(
  lanes: PipelinedLanes,
  requests: readonly MachineContext[],
  facts: readonly Statement[],
  judge: (answers: Answers) => readonly Judgement<Release>[],
  meanwhile?: (verdicts: readonly Verdict<Release>[]) => void,
): Promise<Verdict<Release>[]> {
  const asked = [claimsOf(requests), ...facts];
  return inBatchTransaction(lanes, asked, ([claims = [], ...answers]) => {
    const judged = judge(answers);
    const rows: NewEvent[] = [];
    const result = requests.map((ctx, at): Verdict<Release> => {
      const [claim, request] = [claims[at], judged[at]];
      if (claim === undefined || request === undefined)
        throw new Error("Fewer requests were answered than were asked about");
      const machine = judgeMachine(ctx, readClaim(claim));
      if (!machine.allowed) {
        if (machine.event !== null) rows.push(eventRow(machine.ctx, machine.event));
        return { allowed: false, reason: machine.reason };
      }
      for (const event of request.events) rows.push(eventRow(machine.ctx, event));
      return request.verdict;
    });
    const last = rows.length === 0 ? null : insertEventsStatement(rows);
    return { last, result, meanwhile: () => meanwhile?.(result) };
  });
}

function claimsOf(requests: readonly MachineContext[]): Statement {
  const claimed = requests.map(({ actor, proof: { publicKeyHex, timestampSeconds, nonce } }) => {
    return { machineId: actor.machineId, publicKeyHex, timestampSeconds, nonce };
  });
  const metered = requests.filter(({ actor, meter, now }) => meter.isMetered(actor.machineId, now));
  const meteredIds = [...new Set(metered.map(({ actor }) => actor.machineId))];
  return claimStatement(claimed, CLOCK_WINDOW_SECONDS, meteredIds);
}

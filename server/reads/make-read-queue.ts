import { inBatchTransaction } from "#db/batch-transaction.ts";
import type { Pool } from "#db/client.ts";
import { isAnswer, tookTooLong } from "#db/connection-lost.ts";
import { insertEventsStatement, type NewEvent } from "#db/queries/audit-events.ts";
import { findSecretsStatement, placeSecrets } from "#db/queries/readable-secrets.ts";
import { claimStatement, readClaim } from "#db/queries/signed-requests.ts";
import { CLOCK_WINDOW_SECONDS } from "#lib/protocol/signed-request.ts";
import { makeBatchQueue } from "../access/batch-queue.ts";
import { judgeMachine } from "../access/judge-machine.ts";
import type { ReadAsk, ReadQueue, ReadRelease } from "../access/machine-context.ts";
import type { Verdict } from "../access/verdict.ts";
import { eventRow } from "../audit/record-event.ts";
import { judgeRead } from "./judge-read.ts";

const READS_A_BATCH = 64;
// Small batches cost more each than a wait does; of larger ones the next is asked about while one waits for the disk.
const BATCHES_AT_ONCE = 2;
const BESIDE = { items: 8, milliseconds: 20 };

/**
 * Single reads, decided in shared transactions: each has a claim, a decision and a row of its own, and the commit on disk is
 * one for all of them. What fails in the database fails a batch before its commit, so nothing is released; each of its
 * reads is then tried alone.
 */
export function makeReadQueue(pool: Pool): ReadQueue {
  return makeBatchQueue<ReadAsk, Verdict<ReadRelease>>({
    run: (asks) => decideReads(pool, asks),
    isUndone: (error) => isAnswer(error) && !tookTooLong(error),
    maxItems: READS_A_BATCH,
    maxRunning: BATCHES_AT_ONCE,
    beside: BESIDE,
  });
}

function decideReads(pool: Pool, asks: readonly ReadAsk[]): Promise<Verdict<ReadRelease>[]> {
  const requests = asks.map(({ ctx }) => ({ machineId: ctx.actor.machineId, ...ctx.proof }));
  const wanted = asks.map(({ ctx, secretId }) => ({
    machineId: ctx.actor.machineId,
    vaultId: ctx.actor.vaultId,
    secretId,
  }));
  const metered = asks.filter(({ ctx }) => ctx.meter.isMetered(ctx.actor.machineId, ctx.now));
  const meteredIds = [...new Set(metered.map(({ ctx }) => ctx.actor.machineId))];
  const asked = [claimStatement(requests, CLOCK_WINDOW_SECONDS, meteredIds), findSecretsStatement(wanted)];
  return inBatchTransaction(pool.readLanes, asked, ([claims = [], rows = []]) => {
    const secrets = placeSecrets(wanted, rows);
    const events: NewEvent[] = [];
    const result = asks.map((ask, at): Verdict<ReadRelease> => {
      const claim = claims[at];
      if (claim === undefined) throw new Error("The claim answered fewer requests than it was asked about");
      const judged = judgeMachine(ask.ctx, readClaim(claim));
      if (!judged.allowed) {
        if (judged.event !== null) events.push(eventRow(ask.ctx, judged.event));
        return judged;
      }
      const { verdict, event } = judgeRead(ask, secrets[at] ?? null);
      events.push(eventRow(judged.ctx, event));
      return verdict;
    });
    return { last: events.length === 0 ? null : insertEventsStatement(events), result };
  });
}

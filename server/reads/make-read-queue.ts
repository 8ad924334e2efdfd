import type { Pool } from "#db/client.ts";
import { isAnswer, tookTooLong } from "#db/connection-lost.ts";
import { findSecretsStatement, placeSecrets } from "#db/queries/readable-secrets.ts";
import { makeBatchQueue } from "../access/batch-queue.ts";
import type { ReadAsk, ReadQueue, ReadRelease } from "../access/machine-context.ts";
import { decideSigned } from "../access/signed-batch.ts";
import type { Verdict } from "../access/verdict.ts";
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
  const wanted = asks.map(({ ctx, secretId }) => ({
    machineId: ctx.actor.machineId,
    vaultId: ctx.actor.vaultId,
    secretId,
  }));
  const requests = asks.map(({ ctx }) => ctx);
  return decideSigned(pool.readLanes, requests, [findSecretsStatement(wanted)], ([rows = []]) => {
    const secrets = placeSecrets(wanted, rows);
    return asks.map((ask, at) => judgeRead(ask, secrets[at] ?? null));
  });
}

import { setTimeout } from "node:timers/promises";
import { findNewestMigration } from "#db/queries/migrations.ts";
import type { AnonymousActor, Context } from "../context.ts";
import { describeError } from "../log.ts";
import { services } from "../services.ts";
import { jsonAnswer } from "./machine-answers.ts";
import type { Answer } from "./route-handler.ts";

const PATIENCE_MS = 5_000;

type Health = { readonly cause: string | null; readonly isCauseShown: boolean };

/**
 * Whether this process can serve: it started with a good configuration and the right root key, and its database answers
 * with every migration. The cause of a failure goes to the log, and to a caller on this machine only.
 */
export async function health(
  ctx: Context<AnonymousActor>,
  { isLoopback }: { readonly isLoopback: boolean },
): Promise<Health> {
  const cause = await findTrouble(ctx, services().newestMigration);
  if (cause !== null) ctx.log.error("unavailable", { requestId: ctx.requestId, reason: cause });
  return { cause, isCauseShown: isLoopback };
}

/** 200, or 503 with the cause for whom it is meant. */
export function healthAnswer({ cause, isCauseShown }: Health, requestId: string): Answer {
  if (cause === null) return jsonAnswer({ status: "ok" }, requestId);
  const shown = isCauseShown ? { cause } : {};
  return jsonAnswer({ status: "unavailable", ...shown }, requestId, { status: 503 });
}

async function findTrouble({ db }: Pick<Context, "db">, wanted: number): Promise<string | null> {
  try {
    const newest = await Promise.race([findNewestMigration(db), tooLate()]);
    if (newest !== null && newest >= wanted) return null;
    return "The database lacks migrations of this release; restart SikkerKey, which applies them.";
  } catch (error) {
    return `The database does not answer (${describeError(error)}).`;
  }
}

async function tooLate(): Promise<never> {
  await setTimeout(PATIENCE_MS, undefined, { ref: false });
  throw new Error(`no answer within ${PATIENCE_MS / 1000} s`);
}

import type { Field } from "#e2e/hostile/attacks/ground.ts";
import { freshSource } from "#e2e/hostile/attacks/send.ts";
import { drawsOf } from "#server/testing/fuzz/random.ts";
import type { Campaign, Case } from "./campaigns.ts";
import { exchange, type Heard } from "./exchange.ts";
import { servingMilliseconds } from "./server-facts.ts";

const SLOW_MS = 50;
/** Every so often a case goes through Next's own route as well. */
const THROUGH_NEXT_EVERY = 25;

export type Report = {
  readonly name: string;
  readonly cases: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** The most of its own processor time that one request cost the server; null where that cannot be seen. */
  readonly slowestMs: number | null;
  readonly problem: { readonly at: number; readonly what: string } | null;
};

export type Bounds = {
  readonly seed: number;
  readonly cases: number;
  /** Only this case, to see it again. */
  readonly only?: number;
  /** No case begins after this instant of `performance.now()`. */
  readonly until: number;
};

/** Sends the cases of a campaign one after the other, so that what the server spends is what this one cost. */
export async function runCampaign({ name, make }: Campaign, field: Field, bounds: Bounds): Promise<Report> {
  const { seed, cases, only, until } = bounds;
  const [first, end] = only === undefined ? [0, cases] : [only, only + 1];
  const statuses: Record<string, number> = {};
  const pid = field.direct.run.child.pid;
  let slowestMs: number | null = servingMilliseconds(pid) === null ? null : 0;
  let at = first;
  for (; at < end && performance.now() < until; at += 1) {
    const fresh = () => make(drawsOf(`${seed} ${name} ${at}`), field);
    const sent = fresh();
    const before = servingMilliseconds(pid);
    const heard = await ask(field.direct.port, sent);
    let ms = since(pid, before);
    // Once may be the collector or the compiler; three times is the request.
    for (let again = 0; again < 3 && ms !== null && ms > SLOW_MS; again += 1) {
      const start = servingMilliseconds(pid);
      await ask(field.direct.port, fresh());
      ms = Math.min(ms, since(pid, start) ?? ms);
    }
    if (slowestMs !== null && ms !== null) slowestMs = Math.max(slowestMs, ms);
    for (const status of heard.statuses) statuses[status] = (statuses[status] ?? 0) + 1;
    const what =
      sent.judge(heard) ??
      unhealthy(heard) ??
      (ms !== null && ms > SLOW_MS ? `cost ${ms} ms of the server` : null) ??
      (at % THROUGH_NEXT_EVERY === 0 || only !== undefined ? await throughNext(field, fresh()) : null);
    if (what !== null) return { name, cases: at - first + 1, statuses, slowestMs, problem: { at, what } };
  }
  return { name, cases: at - first, statuses, slowestMs, problem: null };
}

const ask = (port: number, { text, isWhole }: Case) =>
  exchange(port, text, { localAddress: freshSource(), isWhole });

async function throughNext(field: Field, sent: Case): Promise<string | null> {
  const heard = await ask(field.throughNext.port, sent);
  const what = sent.judge(heard) ?? unhealthy(heard);
  return what === null ? null : `through Next: ${what}`;
}

function unhealthy({ statuses, isOver }: Heard): string | null {
  const broken = statuses.find((status) => status >= 500);
  if (broken !== undefined) return `answered ${broken}`;
  return isOver ? null : "the connection was held open";
}

function since(pid: number | undefined, before: number | null): number | null {
  const now = servingMilliseconds(pid);
  return now === null || before === null ? null : now - before;
}

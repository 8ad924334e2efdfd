import { Agent } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";
import { signedLines } from "#e2e/raw-signed.ts";
import { enrollOne } from "./enroll-one.ts";
import type { Ground } from "./ground.ts";
import { send } from "./send.ts";

export type Load = {
  /** Request ids of the reads that released a value. */
  readonly released: string[];
  /** Ids of machines whose enrollment was answered. */
  readonly enrolled: string[];
  /** Every status that came, with how often. */
  readonly statuses: Map<number, number>;
  /** Resolves at the next read that releases the value. */
  nextRelease(): Promise<void>;
  stop(): Promise<void>;
};

const READERS = 16;
const ENROLLERS = 2;

/** Readers and runners that go on whatever they are answered, until they are told to stop. */
export function startLoad(ground: Ground): Load {
  const agent = new Agent({ keepAlive: true });
  const [released, enrolled, statuses] = [[] as string[], [] as string[], new Map<number, number>()];
  let waiting: (() => void)[] = [];
  let isOver = false;
  const count = (status: number) => statuses.set(status, (statuses.get(status) ?? 0) + 1);

  async function readOn(at: number): Promise<void> {
    const machine = ground.machines[at % ground.machines.length];
    if (machine === undefined) throw new Error("a load needs machines");
    while (!isOver) {
      const { path } = ground;
      const headers = ["host: localhost", ...signedLines(machine, { path })];
      const answer = await send({ agent, port: ground.server().port, method: "GET", path, headers });
      if (answer === null) {
        await nextTurn();
        continue;
      }
      count(answer.status);
      if (answer.status !== 200) continue;
      if (!answer.body.includes(ground.value)) throw new Error("a released value is not the stored one");
      released.push(answer.requestId);
      for (const wake of waiting.splice(0)) wake();
    }
  }

  async function enrollOn(): Promise<void> {
    while (!isOver) {
      const { port } = ground.server();
      const { machine, answer } = await enrollOne({ port, vaultId: ground.vaultId, token: ground.token });
      if (machine !== null) enrolled.push(machine.id);
      if (answer === null) await nextTurn();
      else count(answer.status);
    }
  }

  const running = Promise.all([
    ...Array.from({ length: READERS }, (_, at) => readOn(at)),
    ...Array.from({ length: ENROLLERS }, () => enrollOn()),
  ]);
  return {
    released,
    enrolled,
    statuses,
    nextRelease: () =>
      Promise.race([new Promise<void>((resolve) => waiting.push(resolve)), running.then(() => {})]),
    async stop() {
      isOver = true;
      await running;
      waiting = [];
      agent.destroy();
    },
  };
}

import { connect, type Socket } from "node:net";
import { answerEnd, statusOf } from "./answer-end.ts";
import type { LoadJob, LoadResult } from "./load-job.ts";

/**
 * Sends prepared requests over keep-alive connections, the next one as soon as the last is answered, until the time is over
 * or the requests are used up. Nothing is made, parsed or stored on the way but a status and two times.
 */
export async function runLoad(job: LoadJob, requests: readonly Buffer[]): Promise<LoadResult> {
  const isRepeated = job.requests.kind === "same";
  const latencies: number[] = [];
  const failures: Record<string, number> = {};
  const fail = (what: string) => {
    failures[what] = (failures[what] ?? 0) + 1;
  };
  let sent = 0;
  let end = Number.POSITIVE_INFINITY;
  const next = () => {
    if (performance.now() >= end) return null;
    return (isRepeated ? requests[0] : requests[sent++]) ?? null;
  };
  const sockets = await Promise.all(Array.from({ length: job.clients }, () => open(job.port)));
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  end = start + job.milliseconds;
  await Promise.all(sockets.map((socket) => drive(socket, next, (ms) => latencies.push(ms), fail)));
  const milliseconds = performance.now() - start;
  const { user, system } = process.cpuUsage(cpuBefore);
  latencies.sort((a, b) => a - b);
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return {
    answers: latencies.length,
    failures,
    milliseconds,
    p50: at(0.5),
    p99: at(0.99),
    cpuMicros: user + system,
  };
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true }, () => resolve(socket));
    socket.once("error", reject);
  });
}

/** One client: resolves when there is no further request for it. */
function drive(
  socket: Socket,
  next: () => Buffer | null,
  onAnswer: (milliseconds: number) => void,
  onFailure: (what: string) => void,
): Promise<void> {
  return new Promise((resolve) => {
    let received: Buffer | null = null;
    let sentAt = 0;
    let isWaiting = false;
    const send = () => {
      const request = next();
      isWaiting = request !== null;
      if (request === null) return void socket.destroy();
      sentAt = performance.now();
      socket.write(request);
    };
    socket.on("data", (chunk: Buffer) => {
      received = received === null ? chunk : Buffer.concat([received, chunk]);
      if (answerEnd(received) === 0) return;
      onAnswer(performance.now() - sentAt);
      const status = statusOf(received);
      if (!status.startsWith("2")) onFailure(status);
      received = null;
      send();
    });
    socket.on("error", () => {});
    socket.once("close", () => {
      if (isWaiting) onFailure("closed");
      resolve();
    });
    send();
  });
}

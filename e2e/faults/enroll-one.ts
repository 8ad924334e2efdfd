import { Agent } from "node:http";
import type { Signer } from "#e2e/raw-signed.ts";
import { newKey } from "#e2e/register-machine.ts";
import { type Answer, send } from "./send.ts";

export type FaultMachine = Signer;

const agent = new Agent({ keepAlive: true });

/** Enrolls a machine with a key of its own; null where the answer was lost or not a 200. */
export async function enrollOne(at: {
  readonly port: number;
  readonly vaultId: string;
  readonly token: string;
}): Promise<{ readonly machine: FaultMachine | null; readonly answer: Answer | null }> {
  const { publicKey, privateKey } = newKey();
  const answer = await send({
    agent,
    port: at.port,
    method: "POST",
    path: `/v1/${at.vaultId}/enroll/register`,
    headers: ["host: localhost", "content-type: application/json"],
    body: JSON.stringify({ token: at.token, publicKey, hostname: "runner" }),
  });
  if (answer?.status !== 200) return { machine: null, answer };
  const { machineId } = JSON.parse(answer.body) as { machineId: string };
  return { machine: { id: machineId, privateKey }, answer };
}

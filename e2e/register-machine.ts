import type { KeyObject } from "node:crypto";
import { makeKeyPair, parsePrivateKey } from "#lib/sdk/private-key.ts";
import type { Ask } from "./owner.ts";
import type { Signer } from "./raw-signed.ts";

/** `publicKey` is the raw 32 bytes in base64, as a registration sends them. */
export type NewKey = { readonly privateKey: KeyObject; readonly publicKey: string };

export function newKey(): NewKey {
  const { pem, publicKey } = makeKeyPair();
  return { privateKey: parsePrivateKey(pem), publicKey };
}

export type RegisteredMachine = Signer & { readonly publicKey: string };

/** What a client does on a machine: a key of its own, and one request to one of the two addresses that take tokens. */
export async function registerMachine(
  address: string,
  token: string,
  hostname = "runner",
  ask: Ask = fetch,
): Promise<RegisteredMachine> {
  const { privateKey, publicKey } = newKey();
  const answer = await ask(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token, publicKey, hostname }),
  });
  if (!answer.ok) throw new Error(`Registration answered ${answer.status}: ${await answer.text()}`);
  const { machineId } = (await answer.json()) as { machineId: string };
  return { id: machineId, privateKey, publicKey };
}

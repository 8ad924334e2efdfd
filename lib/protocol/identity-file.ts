import { readTexts, refuseForgedVaultId } from "./read-texts.ts";

/** `identity.json` (wire-protocol 6.1): who a machine is and where it asks. All five are text; strict readers refuse a sixth. */
export type Identity = {
  readonly machineId: string;
  readonly machineName: string;
  readonly vaultId: string;
  /** Origin only: no trailing slash, no path. */
  readonly apiUrl: string;
  /** Absolute path of the PKCS#8 PEM beside it. */
  readonly privateKeyPath: string;
};

const KEYS = ["machineId", "machineName", "vaultId", "apiUrl", "privateKeyPath"] as const;

/** Throws an `Error` that says which key is wrong; never repeats the text. */
export function parseIdentity(text: string): Identity {
  const read = readTexts(text, KEYS, (key) => `it has an unknown key ${JSON.stringify(key.slice(0, 40))}`);
  const identity: Identity = { ...read, machineId: read.machineId.trim() };
  refuseForgedVaultId(identity.vaultId);
  if (!/^[A-Za-z0-9-]{1,64}$/.test(identity.machineId)) throw new Error("machineId is not a machine id");
  return identity;
}

export function printIdentity(identity: Identity): string {
  const { machineId, machineName, vaultId, apiUrl, privateKeyPath } = identity;
  return `${JSON.stringify({ machineId, machineName, vaultId, apiUrl, privateKeyPath }, null, 2)}\n`;
}

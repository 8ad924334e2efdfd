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
  const parsed = parseObject(text);
  const extra = Object.keys(parsed).find((key) => !KEYS.some((known) => known === key));
  if (extra !== undefined) throw new Error(`it has an unknown key ${JSON.stringify(extra.slice(0, 40))}`);
  const read = (key: (typeof KEYS)[number]): string => {
    const value = parsed[key];
    if (typeof value !== "string" || value === "") throw new Error(`${key} is missing or not text`);
    return value;
  };
  const identity: Identity = {
    machineId: read("machineId").trim(),
    machineName: read("machineName"),
    vaultId: read("vaultId"),
    apiUrl: read("apiUrl"),
    privateKeyPath: read("privateKeyPath"),
  };
  // The vault's id is a folder name and part of a path on the wire.
  if (!/^vault_[A-Za-z0-9]{1,64}$/.test(identity.vaultId)) throw new Error("vaultId is not a vault id");
  if (!/^[A-Za-z0-9-]{1,64}$/.test(identity.machineId)) throw new Error("machineId is not a machine id");
  return identity;
}

export function printIdentity(identity: Identity): string {
  const { machineId, machineName, vaultId, apiUrl, privateKeyPath } = identity;
  return `${JSON.stringify({ machineId, machineName, vaultId, apiUrl, privateKeyPath }, null, 2)}\n`;
}

function parseObject(text: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new Error("it is not JSON");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw new Error("it is not a JSON object");
  return parsed as Record<string, unknown>;
}

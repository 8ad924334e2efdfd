import { answerError } from "./answer-error.ts";
import { checkApiUrl } from "./api-url.ts";
import { ClientError } from "./client-error.ts";
import { reader } from "./decode-answer.ts";
import { type KeyPair, makeKeyPair } from "./private-key.ts";
import { type Answer, sendRequest } from "./send-request.ts";
import { malformedAnswer, parseBody } from "./signed-client.ts";

export type Enrolled = {
  readonly machineId: string;
  readonly machineName: string;
  readonly vaultId: string;
  /** Milliseconds since 1970, or null where the server does not say. */
  readonly expiresAt: number | null;
  readonly apiUrl: string;
  readonly keyPair: KeyPair;
};

type Registration = {
  readonly apiUrl: string;
  readonly path: string;
  /** All of the body but the key. */
  readonly body: Readonly<Record<string, string>>;
  /** The only vault whose machine this may become; null takes the one the token is of. */
  readonly vaultId: string | null;
  /** The key to register; without it a new one is made. */
  readonly keyPair?: KeyPair;
  /** What to do about a status, where it means something else than on a signed request. */
  readonly remedies: Readonly<Record<number, string>>;
};

/** Registers the public half of a key that is made here. The private half never leaves this process. */
export async function registerKey(registration: Registration): Promise<Enrolled> {
  const { apiUrl, vaultId: wanted } = registration;
  const keyPair = registration.keyPair ?? makeKeyPair();
  const answer = await sendTwice(registration, keyPair);
  if (answer.status < 200 || answer.status > 299) throw registrationError(registration, answer);
  const row = reader(apiUrl, parseBody(apiUrl, answer));
  const vaultId = row.text("vaultId");
  const machineId = row.text("machineId");
  const isVault = wanted === null ? /^vault_[A-Za-z0-9]{1,64}$/.test(vaultId) : vaultId === wanted;
  if (!/^[A-Za-z0-9-]{1,64}$/.test(machineId) || !isVault) throw malformedAnswer(apiUrl);
  const expiresAt = row.fields.expiresAt;
  const given = row.optional("apiUrl");
  return {
    machineId,
    machineName: row.optional("machineName") || machineId,
    vaultId,
    expiresAt: typeof expiresAt === "number" && Number.isFinite(expiresAt) ? expiresAt : null,
    apiUrl: given ? checkApiUrl(given, "The address the server gave for reads") : apiUrl,
    keyPair,
  };
}

/** A lost answer may have made the machine already: the same key again finds that machine and spends nothing. */
async function sendTwice({ apiUrl, path, body }: Registration, keyPair: KeyPair): Promise<Answer> {
  const outgoing = {
    origin: apiUrl,
    method: "POST",
    path,
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify({ ...body, publicKey: keyPair.publicKey }),
  } as const;
  try {
    return await sendRequest(outgoing);
  } catch (error) {
    const mayRetry = error instanceof ClientError && (error.kind === "network" || error.kind === "timeout");
    if (!mayRetry) throw error;
    return await sendRequest(outgoing);
  }
}

function registrationError({ apiUrl, remedies }: Registration, answer: Answer): ClientError {
  const error = answerError(apiUrl, answer, Date.now());
  const { status, requestId } = error;
  const remedy = remedies[status] ?? error.remedy;
  return new ClientError(error.kind, error.message, { remedy, status, requestId });
}

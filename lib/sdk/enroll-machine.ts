import { answerError } from "./answer-error.ts";
import { checkApiUrl } from "./api-url.ts";
import { ClientError } from "./client-error.ts";
import { reader } from "./decode-answer.ts";
import { type KeyPair, makeKeyPair } from "./private-key.ts";
import { type Answer, sendRequest } from "./send-request.ts";
import { malformedAnswer, parseBody } from "./signed-client.ts";

export type EnrollInput = {
  readonly apiUrl: string;
  readonly vaultId: string;
  readonly token: string;
  readonly hostname: string;
  readonly name: string | null;
};

export type Enrolled = {
  readonly machineId: string;
  readonly machineName: string;
  readonly vaultId: string;
  /** Milliseconds since 1970, or null where the server does not say. */
  readonly expiresAt: number | null;
  readonly apiUrl: string;
  readonly keyPair: KeyPair;
};

/** Makes a key here and registers its public half (wire-protocol 4.1). The private half never leaves this process. */
export async function enrollMachine(input: EnrollInput): Promise<Enrolled> {
  const keyPair = makeKeyPair();
  const answer = await sendTwice(input, keyPair);
  if (answer.status < 200 || answer.status > 299) throw enrollmentError(input.apiUrl, answer);
  const row = reader(input.apiUrl, parseBody(input.apiUrl, answer));
  const vaultId = row.text("vaultId");
  const machineId = row.text("machineId");
  if (!/^[A-Za-z0-9-]{1,64}$/.test(machineId) || vaultId !== input.vaultId)
    throw malformedAnswer(input.apiUrl);
  const expiresAt = row.fields.expiresAt;
  const given = row.optional("apiUrl");
  return {
    machineId,
    machineName: row.optional("machineName") || machineId,
    vaultId,
    expiresAt: typeof expiresAt === "number" && Number.isFinite(expiresAt) ? expiresAt : null,
    apiUrl: given ? checkApiUrl(given, "The address the server gave for reads") : input.apiUrl,
    keyPair,
  };
}

/** A lost answer may have made the machine already: the same key again finds that machine and spends nothing. */
async function sendTwice(input: EnrollInput, keyPair: KeyPair): Promise<Answer> {
  const { token, hostname, name } = input;
  const body = { token, publicKey: keyPair.publicKey, hostname, ...(name === null ? {} : { name }) };
  const outgoing = {
    origin: input.apiUrl,
    method: "POST",
    path: `/v1/${encodeURIComponent(input.vaultId)}/enroll/register`,
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify(body),
  } as const;
  try {
    return await sendRequest(outgoing);
  } catch (error) {
    const mayRetry = error instanceof ClientError && (error.kind === "network" || error.kind === "timeout");
    if (!mayRetry) throw error;
    return await sendRequest(outgoing);
  }
}

const REMEDIES: Readonly<Record<number, string>> = {
  403: "The token restricts source address, hostname or machine name. Compare them on the token's page.",
  404: "Check the token and the vault id. A token is shown once; if it is lost, make a new one under Enrollment Tokens.",
  409: "Run the command again; it makes a new key.",
  410: "Make a new token under Enrollment Tokens and replace SIKKERKEY_ENROLLMENT_TOKEN with it.",
};

function enrollmentError(origin: string, answer: Answer): ClientError {
  const error = answerError(origin, answer, Date.now());
  const { status, requestId } = error;
  return new ClientError(error.kind, error.message, {
    remedy: REMEDIES[status] ?? error.remedy,
    status,
    requestId,
  });
}

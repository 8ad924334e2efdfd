import type { RehearsalView } from "../../contract/rehearsal.ts";
import { answerError, secondsBehind } from "../../sdk/answer-error.ts";
import { ClientError } from "../../sdk/client-error.ts";
import { sendRequest } from "../../sdk/send-request.ts";
import { parseBody } from "../../sdk/signed-client.ts";
import { decodeRehearsal } from "./decode-rehearsal.ts";
import { refusalRemedy } from "./refusal-remedy.ts";

export type Question = {
  readonly apiUrl: string;
  readonly vaultId: string;
  readonly token: string;
  readonly hostname: string;
  /** Null asks for a name that fits, as the generated scripts do. */
  readonly name: string | null;
  /** Also asks for the files of this integration. */
  readonly provider?: string;
};

export type Refusal = { readonly code: string | null; readonly error: ClientError };
export type Told = {
  readonly secondsBehind: number;
  readonly answer: RehearsalView | Refusal;
};

/** Asks what an enrollment would do. What cannot be asked at all is thrown; a refusal is an answer. */
export async function askRehearsal({ apiUrl, vaultId, ...body }: Question): Promise<Told> {
  const answer = await sendRequest({
    origin: apiUrl,
    method: "POST",
    path: `/v1/${encodeURIComponent(vaultId)}/enroll/rehearse`,
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const behind = secondsBehind(answer.headers.date, Date.now());
  if (answer.status === 200)
    return { secondsBehind: behind, answer: decodeRehearsal(apiUrl, parseBody(apiUrl, answer)) };
  const header = answer.headers["x-sikkerkey-error"];
  const code = typeof header === "string" && /^[a-z_]{1,60}$/.test(header) ? header : null;
  const { kind, message, status, requestId, remedy } = answerError(apiUrl, answer, Date.now());
  const details = { remedy: refusalRemedy(code, body.hostname) ?? remedy, status, requestId };
  return { secondsBehind: behind, answer: { code, error: new ClientError(kind, message, details) } };
}

export const isRefusal = (answer: RehearsalView | Refusal): answer is Refusal => "error" in answer;

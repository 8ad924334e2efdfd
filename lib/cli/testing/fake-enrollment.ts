import type { IncomingMessage } from "node:http";
import { PUBLIC_KEY } from "../../protocol/signed-request.ts";
import type { FakeAnswer, FakeState } from "./fake-state.ts";
import { BOOTSTRAP_TOKEN, MACHINE_ID, TOKEN, VAULT_ID } from "./world.ts";

const refusal = (status: number, error: string): FakeAnswer => ({ status, body: { error } });

/** One enrollment token and one bootstrap token with one use; the same key again is the same machine, as with the real server. */
export function answerEnrollment(state: FakeState, request: IncomingMessage, body: Buffer): FakeAnswer {
  const input = JSON.parse(body.toString("utf8")) as Record<string, unknown>;
  const { publicKey, hostname, token } = input;
  const isBootstrap = request.url === "/v1/bootstrap/register";
  if (isBootstrap && token !== BOOTSTRAP_TOKEN) return refusal(404, "Bootstrap token not found");
  if (!isBootstrap && (request.url !== `/v1/${VAULT_ID}/enroll/register` || token !== TOKEN))
    return refusal(404, "Enrollment token not found");
  if (hostname === "forbidden") return refusal(403, "The hostname is not allowed by this enrollment token.");
  if (typeof publicKey !== "string" || !PUBLIC_KEY.test(publicKey))
    return refusal(400, "The public key is not a valid Ed25519 key.");
  const isRetry = state.enrolledKeys.includes(publicKey);
  if (!isRetry && state.enrolledKeys.length > 0)
    return refusal(
      410,
      isBootstrap ? "This bootstrap token was used." : "Enrollment token has no remaining enrollments",
    );
  if (!isRetry) state.enrolledKeys.push(publicKey);
  state.publicKey = publicKey;
  return {
    status: 200,
    body: {
      machineId: MACHINE_ID,
      machineName: isBootstrap ? hostname : (input.name ?? "ci-0a1b2c3d"),
      vaultId: VAULT_ID,
      expiresAt: isBootstrap ? null : Date.UTC(2030, 0, 1),
      apiUrl: `http://${request.headers.host}`,
    },
  };
}

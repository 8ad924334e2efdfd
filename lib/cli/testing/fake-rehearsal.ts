import type { IncomingMessage } from "node:http";
import type { RehearsalView } from "../../contract/rehearsal.ts";
import { variableNames } from "../../naming/variable-name.ts";
import { judgeDeliveries } from "../../policy/deliveries.ts";
import type { FakeAnswer, FakeState } from "./fake-state.ts";
import { TOKEN, VAULT_ID } from "./world.ts";

const refusal = (status: number, code: string, error: string): FakeAnswer => ({
  status,
  body: { error },
  headers: { "x-sikkerkey-error": code },
});

/** The token's ten uses and an answer about the double's world; nothing is remembered. */
export function answerRehearsal(state: FakeState, request: IncomingMessage, body: Buffer): FakeAnswer {
  const { token, hostname, name, provider } = JSON.parse(body.toString("utf8")) as Record<string, unknown>;
  if (request.url !== `/v1/${VAULT_ID}/enroll/rehearse` || token !== TOKEN)
    return refusal(404, "enrollment_token_unknown", "Enrollment token not found");
  if (hostname === "forbidden")
    return refusal(403, "hostname_not_allowed", "The hostname is not allowed by this enrollment token.");
  const { projects, secrets } = state.world;
  const facts = secrets.map((secret) => ({
    ...secret,
    isDeleted: false,
    isLinked: true,
    sizeBytes: Buffer.byteLength(secret.value),
  }));
  const verdicts = judgeDeliveries(facts);
  const nameOf = (id: string) => projects.find(({ projectId }) => projectId === id)?.projectName ?? "";
  const view: RehearsalView = {
    vaultId: VAULT_ID,
    token: {
      id: "etok_0a1b2c3d4e",
      name: "Deploy",
      state: "active",
      usesLeft: hostname === "busy" ? 2 : 10,
      maxUses: 10,
      expiresAt: Date.UTC(2030, 0, 1),
      machineLifetimeSeconds: 3600,
      hints: hostname === "busy" ? ["uses_nearly_gone"] : [],
    },
    machineName: typeof name === "string" ? name : "ci-0a1b2c3d",
    sourceIp: "192.0.2.7",
    projects: projects.map(({ projectId, projectName }) => ({ id: projectId, name: projectName })),
    secrets: facts.map((secret, at) => ({
      name: secret.name,
      project: nameOf(secret.projectId),
      variables: variableNames(secret.name, secret.fieldNames === null ? null : [...secret.fieldNames]),
      delivery: verdicts[at] ?? "deleted",
    })),
    fitsTogether: true,
    server: { time: Date.UTC(2029, 0, 1), version: "1.0.0", cliVersion: "1.0.0" },
    ...(provider === undefined ? {} : { files: [{ path: "ci/sikkerkey.yml", content: "a: 1\nb: 2\n" }] }),
  };
  return { status: 200, body: view };
}

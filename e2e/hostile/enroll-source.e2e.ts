import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { claimServer, type Owner } from "#e2e/owner.ts";
import { rawRequest } from "#e2e/raw-request.ts";
import { type RunningServer, startServer } from "#e2e/start-server.ts";
import { requestText } from "./raw-signed.ts";

const OFFICE = "10.20.0.0/16";
const PROXY = "127.0.0.9";

let server: RunningServer;
let owner: Owner;
let target: string;
let token: string;
beforeAll(async () => {
  server = await startServer({ env: { TRUSTED_PROXIES: PROXY } });
  owner = await claimServer(server.setupLink);
  const { vault } = await owner.query<{ vault: { id: string } }>("account.me");
  const project = await owner.mutate<{ id: string }>("projects.create", { name: "Office" });
  const content = { kind: "single", value: "v" };
  const secret = await owner.mutate<{ id: string }>("secrets.create", {
    projectId: project.id,
    name: "API_KEY",
    content,
  });
  target = `/v1/${vault.id}/enroll/register`;
  const made = await owner.mutate<{ token: string }>("tokens.create", {
    name: "office only",
    projectIds: [project.id],
    secretIds: [secret.id],
    tokenLifetimeSeconds: 3600,
    machineLifetimeSeconds: 3600,
    maxUses: 5,
    sourceCidr: OFFICE,
  });
  token = made.token;
});
afterAll(async () => {
  await server.stop();
});

function enrollFrom(localAddress: string, headers: readonly string[]) {
  const { publicKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(12);
  const body = JSON.stringify({ token, publicKey: raw.toString("base64"), hostname: "runner" });
  return rawRequest(server.port, requestText(`POST ${target}`, headers, body), { localAddress });
}

test.each([
  ["X-Forwarded-For: 10.20.0.7"],
  ["Forwarded: for=10.20.0.7"],
  ["X-Real-IP: 10.20.0.7"],
  ["True-Client-IP: 10.20.0.7"],
  ["X-Gate-Facts: e30.e30"],
])("a machine outside the range gets no nearer by %s", async (header) => {
  const answer = await enrollFrom("127.0.0.5", [header]);
  expect(answer.status).toBe(403);
  expect(answer.headers["x-sikkerkey-error"]).toBe("source_not_allowed");
});

test("nor by three lines, nor by typing left of what the proxy saw", async () => {
  const line = "X-Forwarded-For: 10.20.0.7";
  expect((await enrollFrom("127.0.0.5", [line, line, line])).status).toBe(403);
  expect((await enrollFrom(PROXY, ["X-Forwarded-For: 10.20.0.7, 198.51.100.9"])).status).toBe(403);
});

test("the trusted proxy's word puts a machine inside", async () => {
  const answer = await enrollFrom(PROXY, ["X-Forwarded-For: 198.51.100.9, 10.20.0.7"]);
  expect(answer.status).toBe(200);
  const { machineId } = JSON.parse(answer.body) as { machineId: string };
  const { events } = await owner.query<{
    events: { action: string; sourceIp: string }[];
  }>("audit.list", {});
  expect(machineId).toMatch(/^[0-9a-f-]{36}$/);
  const sources = events.filter(({ action }) => action.includes("enrolled")).map(({ sourceIp }) => sourceIp);
  expect(sources).toEqual(["10.20.0.7"]);
});

test("tokens nobody made are throttled per source after ten in a minute; a real one never is", async () => {
  const guess = () => {
    const body = JSON.stringify({ token: "ske_guess", publicKey: "A".repeat(43).concat("="), hostname: "h" });
    return rawRequest(server.port, requestText(`POST ${target}`, ["X-Forwarded-For: 10.20.9.9"], body), {
      localAddress: PROXY,
    });
  };
  const statuses: number[] = [];
  while (statuses.length < 13) statuses.push((await guess()).status);
  expect(statuses).toEqual([...Array(10).fill(404), 429, 429, 429]);
  expect((await enrollFrom(PROXY, ["X-Forwarded-For: 10.20.9.9"])).status).toBe(200);
});

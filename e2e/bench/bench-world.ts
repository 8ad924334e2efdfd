import { randomBytes } from "node:crypto";
import type { Owner } from "#e2e/owner.ts";
import { newKey, registerMachine } from "#e2e/register-machine.ts";
import type { CreatedTokenView } from "#lib/contract/tokens.ts";
import type { Signer } from "./load-job.ts";

export type BenchWorld = {
  readonly vaultId: string;
  readonly secretId: string;
  /** Machines that may read that one secret. */
  readonly readers: readonly Signer[];
  /** A machine that may read fifty secrets, and one that may read a thousand. */
  readonly exporters: Readonly<Record<50 | 1000, Signer>>;
  /** Body of an enrollment that has not been sent before. */
  readonly enrollment: () => string;
  readonly enrollPath: string;
};

const READERS = 64;
const ENROLLMENTS_MAX = 10_000;

/** One project with a thousand secrets, and machines of three tokens, made as a person and as runners make them. */
export async function makeBenchWorld(owner: Owner): Promise<BenchWorld> {
  const { vault } = await owner.query<{ vault: { id: string } }>("account.me");
  const project = await owner.mutate<{ id: string }>("projects.create", { name: "Bench" });
  const secretIds = await storeSecrets(owner, project.id, 1000);
  const enrollPath = `/v1/${vault.id}/enroll/register`;
  const token = async (count: number, maxUses: number) => {
    const made = await owner.mutate<CreatedTokenView>("tokens.create", {
      name: `bench ${count}`,
      projectIds: [project.id],
      secretIds: secretIds.slice(0, count),
      tokenLifetimeSeconds: 86_400,
      machineLifetimeSeconds: 86_400,
      maxUses,
    });
    return made.token;
  };
  const [one, fifty, thousand] = [await token(1, ENROLLMENTS_MAX), await token(50, 1), await token(1000, 1)];
  const readers: Signer[] = [];
  while (readers.length < READERS) readers.push(await enroll(owner.url + enrollPath, one));
  return {
    vaultId: vault.id,
    secretId: secretIds[0] ?? "",
    readers,
    exporters: {
      50: await enroll(owner.url + enrollPath, fifty),
      1000: await enroll(owner.url + enrollPath, thousand),
    },
    enrollment: () => JSON.stringify({ token: one, publicKey: newKey().publicKey, hostname: "bench" }),
    enrollPath,
  };
}

async function storeSecrets(owner: Owner, projectId: string, count: number): Promise<readonly string[]> {
  const store = async (number: number) => {
    const content = { kind: "single", value: randomBytes(32).toString("hex") };
    const made = await owner.mutate<{ id: string }>("secrets.create", {
      projectId,
      name: `SECRET_${number}`,
      content,
    });
    return made.id;
  };
  const ids: string[] = [];
  while (ids.length < count)
    ids.push(...(await Promise.all(Array.from({ length: 8 }, (_, n) => store(ids.length + n)))));
  return ids;
}

/** As text, because the load generator is another process. */
async function enroll(url: string, token: string): Promise<Signer> {
  const { id, privateKey } = await registerMachine(url, token);
  return { machineId: id, privateKeyPem: privateKey.export({ format: "pem", type: "pkcs8" }).toString() };
}

/** What the small program is told, as its only argument in JSON. */
export type Task = {
  readonly single: string;
  readonly structured: string;
  readonly refused: string;
  readonly projectId: string;
  readonly vaultId: string;
  readonly apiUrl: string;
  readonly token: string;
  /** The same machine beside the same cache, whose server is gone. */
  readonly cutOff: string;
};

/** Everything a program does with the package, and what it found as one line of JSON. */
const BODY = `
async function main() {
  const task = JSON.parse(process.argv[2] ?? "");
  const client = SikkerKey.create().enableCache();
  const denied = await client.getSecret(task.refused).catch((error) => error);
  const memory = await SikkerKey.bootstrap(task.vaultId, task.token, { apiUrl: task.apiUrl }).inMemory();
  const found = {
    value: await client.getSecret(task.single),
    fields: await client.getFields(task.structured),
    field: await client.getField(task.structured, "user name"),
    listed: (await client.listSecretsByProject(task.projectId)).map(({ name }) => name).sort(),
    exported: await client.export(),
    vaults: SikkerKey.listVaults(),
    inMemory: await memory.getSecret(task.single),
    isAnotherMachine: memory.machineId !== client.machineId,
    denied: [denied instanceof AccessDeniedError, denied instanceof ApiError, denied.name, denied.status],
    cutOff: await SikkerKey.create(task.cutOff, { retryDelaysMs: [] }).enableCache().getSecret(task.single),
  };
  // Neither a watch nor a second client may keep the process alive.
  client.watch(task.single, () => {});
  console.log(client, memory, String(client), JSON.stringify(client));
  console.log(JSON.stringify(found));
}
main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
`;

const NAMES = "AccessDeniedError, ApiError, SikkerKey";

/** The same program in each way to load the package. */
export const PROGRAMS = {
  "program.mjs": `import { ${NAMES} } from "@sikkerkey/sdk";${BODY}`,
  "program.cjs": `const { ${NAMES} } = require("@sikkerkey/sdk");${BODY}`,
  "program.mts": `import { ${NAMES} } from "@sikkerkey/sdk";${BODY}`,
} as const;

/** Prints what it is told of a secret until that ends. The intervals are short so that a test need not wait. */
export const WATCHER = `
import { SikkerKey } from "@sikkerkey/sdk";
const real = setTimeout;
globalThis.setTimeout = (run, delay) => real(run, delay === 10_000 ? 20 : delay);
const task = JSON.parse(process.argv[2]);
const client = SikkerKey.create();
const alive = setInterval(() => {}, 60_000);
client.setPollInterval(10);
await client.getSecret(task.single);
client.watch(task.single, (event) => {
  console.log(JSON.stringify(event));
  if (event.status !== "changed") clearInterval(alive);
});
console.log("watching");
`;

/** Both worlds of one process get the same classes. */
export const BOTH_WORLDS = `
import { createRequire } from "node:module";
import * as imported from "@sikkerkey/sdk";
const required = createRequire(import.meta.url)("@sikkerkey/sdk");
const names = Object.keys(required).filter((name) => name !== "default");
console.log(names.length > 10 && names.every((name) => required[name] === imported[name]));
`;

/** Compiles without the types of Node: what the package declares stands alone. */
export const TYPED = `
import { type ApiError, NotFoundError, SikkerKey, type SecretListItem, type WatchEvent } from "@sikkerkey/sdk";
export async function use(): Promise<Record<string, string>> {
  const client: SikkerKey = SikkerKey.create("vault_x", { timeoutMs: 1 }).enableCache({ maxAgeSeconds: 60 });
  const secrets: SecretListItem[] = await client.listSecrets();
  const names: (string | null)[] = secrets.map((secret) => secret.fieldNames);
  const told = (event: WatchEvent): string => {
    switch (event.status) {
      case "changed":
        return event.fields?.["host"] ?? event.value;
      case "error":
        return event.error.message;
      default:
        return event.secretId;
    }
  };
  client.watch("sk_a", (event) => void told(event));
  const memory: SikkerKey = await SikkerKey.bootstrap("vault_x", "token", { hostname: "h" }).inMemory();
  const error: ApiError = new NotFoundError("No such secret", { status: 404 });
  return { ...(await memory.export()), count: String(names.length + error.status) };
}
`;

/** Each line is a mistake that the types must find. */
export const WRONG = `
import { SikkerKey } from "@sikkerkey/sdk";
const client = new SikkerKey();
export const value: number = await client.getSecret("sk_a");
client.getSecret(5);
client.watch("sk_a", (event) => event.value);
client.enableCache({ maxAgeSeconds: "60" });
new SikkerKey({ identity: {} });
`;

const SURROUNDINGS = `
declare const console: { warn(text: string): void; error(error: Error): void };
declare const process: { env: Record<string, string | undefined> };
declare const vaultId: string;
declare function reconnect(fields: Record<string, string> | undefined): void;
declare function shutDown(): void;
`;

/** An example with what the program around it would have; a client is made where an example goes on with one. */
export function asModule(example: string): string {
  const load = example.includes("import {") ? "" : 'import { SikkerKey } from "@sikkerkey/sdk";\n';
  const client = example.includes("const sikkerKey") ? "" : "declare const sikkerKey: SikkerKey;\n";
  return `${load}${SURROUNDINGS}${client}${example}`;
}

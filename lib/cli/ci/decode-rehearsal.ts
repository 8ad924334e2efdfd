import type { RehearsalView } from "../../contract/rehearsal.ts";
import { DELIVERIES, type Delivery } from "../../policy/deliveries.ts";
import { TOKEN_HINTS, type TokenHint } from "../../policy/token-hints.ts";
import { reader } from "../../sdk/decode-answer.ts";
import { malformedAnswer } from "../../sdk/signed-client.ts";

/** A rehearsal's answer, checked key by key: a half-read one could call a pipeline ready that is not. */
export function decodeRehearsal(origin: string, body: unknown): RehearsalView {
  const read = (value: unknown) => fieldsOf(origin, value);
  const row = read(body);
  const token = read(row.fields.token);
  const server = read(row.fields.server);
  if (token.text("state") !== "active") throw malformedAnswer(origin);
  const files = row.fields.files;
  return {
    vaultId: row.text("vaultId"),
    token: {
      id: token.text("id"),
      name: token.text("name"),
      state: "active",
      usesLeft: token.count("usesLeft"),
      maxUses: token.count("maxUses"),
      expiresAt: token.count("expiresAt"),
      machineLifetimeSeconds: token.count("machineLifetimeSeconds"),
      hints: token.list("hints").flatMap((hint) => knownHint(hint) ?? []),
    },
    machineName: row.text("machineName"),
    sourceIp: row.text("sourceIp"),
    projects: row.list("projects").map((entry) => {
      const project = read(entry);
      return { id: project.text("id"), name: project.text("name") };
    }),
    secrets: row.list("secrets").map((entry) => {
      const secret = read(entry);
      return {
        name: secret.text("name"),
        project: secret.text("project"),
        variables: secret.list("variables").map((variable) => textOf(origin, variable)),
        delivery: deliveryOf(origin, secret.text("delivery")),
      };
    }),
    fitsTogether: row.flag("fitsTogether"),
    server: {
      time: server.count("time"),
      version: server.text("version"),
      cliVersion: server.text("cliVersion"),
    },
    ...(files === undefined
      ? {}
      : {
          files: row.list("files").map((entry) => {
            const file = read(entry);
            return { path: file.text("path"), content: file.text("content") };
          }),
        }),
  };
}

function fieldsOf(origin: string, value: unknown) {
  const row = reader(origin, value);
  return {
    ...row,
    count(key: string): number {
      const found = row.fields[key];
      if (typeof found !== "number" || !Number.isSafeInteger(found) || found < 0)
        throw malformedAnswer(origin);
      return found;
    },
    flag(key: string): boolean {
      const found = row.fields[key];
      if (typeof found !== "boolean") throw malformedAnswer(origin);
      return found;
    },
    list(key: string): unknown[] {
      const found: unknown = row.fields[key];
      if (!Array.isArray(found)) throw malformedAnswer(origin);
      return found;
    },
  };
}

function textOf(origin: string, value: unknown): string {
  if (typeof value !== "string") throw malformedAnswer(origin);
  return value;
}

/** A hint of a newer server says nothing to this command, and nothing is wrong with it. */
function knownHint(hint: unknown): TokenHint | null {
  return Object.keys(TOKEN_HINTS).find((known): known is TokenHint => known === hint) ?? null;
}

function deliveryOf(origin: string, word: string): Delivery {
  const known = Object.keys(DELIVERIES).find((delivery): delivery is Delivery => delivery === word);
  if (known === undefined) throw malformedAnswer(origin);
  return known;
}

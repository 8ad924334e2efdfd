import { randomUUID } from "node:crypto";
import type { Context, SystemActor } from "../context.ts";
import type { Services } from "../services.ts";

/** A context for the system's own work; each call takes the time anew. */
export function makeSystemContext({
  db,
  keyring,
  config,
  log,
}: Pick<Services, "db" | "keyring" | "config" | "log">): Context<SystemActor> {
  return {
    actor: { kind: "system" },
    requestId: randomUUID(),
    sourceIp: "internal",
    isSourceCertain: true,
    userAgent: null,
    now: new Date(),
    db,
    keyring,
    config,
    log,
  };
}

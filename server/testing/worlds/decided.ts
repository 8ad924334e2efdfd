import { type Decision, decide } from "#server/access/decide.ts";
import { guardrailFacts } from "#server/access/guardrail-facts.ts";
import { secretReadChecks } from "#server/access/secret-read.ts";
import { signedRequestChecks } from "#server/access/signed-request.ts";
import type { World, WorldRequest } from "./world.ts";

/** What the product's tables say of a request, from the facts as a database that holds this world would state them. */
export function decided(world: World, request: WorldRequest): Decision {
  const { now } = world;
  const machine = request.signer === request.machine ? world.machines[request.machine] : undefined;
  const sent = request.timestampSeconds * 1000;
  const { sourceCidrs = null, hours = null } = machine ?? {};
  const who = decide(signedRequestChecks, {
    machine:
      machine === undefined
        ? null
        : {
            isApproved: machine.approvedAt !== null && machine.approvedAt <= now,
            isDisabled: machine.disabledAt !== null,
            isExpired: machine.expiresAt !== null && machine.expiresAt <= now,
          },
    isFresh: Math.abs(now - sent) <= 300_000 && sent > world.forgottenUntil,
    isFirstUse: request.isFirstUse,
    isWithinBudget: true,
    ...guardrailFacts(
      { sourceCidrs, hours },
      { sourceIp: request.sourceIp, isSourceCertain: request.isSourceCertain, now: new Date(now) },
    ),
  });
  if (!who.allowed || machine === undefined) return who;
  const secret = request.secret === null ? undefined : world.secrets[request.secret];
  const isFound = secret !== undefined && world.projects[secret.project]?.vault === machine.vault;
  return decide(secretReadChecks, {
    secret: isFound
      ? {
          isDeleted: secret.deletedAt !== null,
          isGranted: request.secret !== null && machine.granted.includes(request.secret),
          isLinked: machine.linked.includes(secret.project),
        }
      : null,
  });
}

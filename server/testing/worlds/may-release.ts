import { WEEKDAYS } from "#lib/contract/guardrails.ts";
import { type World, type WorldMachine, type WorldRequest, ZONES } from "./world.ts";

/**
 * The sentence, word for word and with nothing of the product's own tables: a secret is released if and only if the signature
 * is the machine's, the request is fresh and its nonce unused, the machine is enabled, approved and not over, the secret is of
 * its vault and exists and is not deleted, the machine is linked to the project and granted the secret, and each of its
 * policies agrees (security.md 4.1). That the row was committed is held by tests of its own.
 */
export function mayRelease(world: World, request: WorldRequest): boolean {
  const t = world.now;
  const m = world.machines[request.machine];
  const s = request.secret === null ? undefined : world.secrets[request.secret];
  if (m === undefined || s === undefined || request.secret === null) return false;
  const sent = request.timestampSeconds * 1000;

  const isSignatureValid = request.signer === request.machine;
  const isFresh = sent >= t - 300_000 && sent <= t + 300_000 && sent > world.forgottenUntil;
  const isEnabled = m.disabledAt === null;
  const isApproved = m.approvedAt !== null && m.approvedAt <= t;
  const isBeforeItsEnd = m.expiresAt === null || t < m.expiresAt;
  const isOfItsVault = world.projects[s.project]?.vault === m.vault;
  const isLinked = m.linked.includes(s.project);
  const isGranted = m.granted.includes(request.secret);
  const isThere = s.deletedAt === null;
  return (
    isSignatureValid &&
    isFresh &&
    request.isFirstUse &&
    isEnabled &&
    isApproved &&
    isBeforeItsEnd &&
    isOfItsVault &&
    isLinked &&
    isGranted &&
    isThere &&
    agreesOnSource(m, request) &&
    agreesOnHours(m, t)
  );
}

function agreesOnSource({ sourceCidrs }: WorldMachine, { sourceIp, isSourceCertain }: WorldRequest): boolean {
  if (sourceCidrs === null) return true;
  if (!isSourceCertain) return false;
  const number = (ip: string) => ip.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return sourceCidrs.some((cidr) => {
    const [network = "", bits = ""] = cidr.split("/");
    const size = 2 ** (32 - Number(bits));
    return Math.floor(number(network) / size) === Math.floor(number(sourceIp) / size);
  });
}

/** Looks for a day whose window holds the instant, among the day of the instant and the one before. */
function agreesOnHours({ hours }: WorldMachine, t: number): boolean {
  if (hours === null) return true;
  const [minute, day] = [60_000, 86_400_000];
  const offset = new Map<string, number>(Object.entries(ZONES)).get(hours.timeZone) ?? Number.NaN;
  const wall = t + offset * minute;
  const today = Math.floor(wall / day);
  const after = (text: string) => Number(text.slice(0, 2)) * 60 * minute + Number(text.slice(3)) * minute;
  return [today, today - 1].some((date) => {
    // 1970 began on a Thursday.
    const name = WEEKDAYS[(date + 3) % 7];
    const from = date * day + after(hours.start);
    const until = date * day + after(hours.end) + (after(hours.end) <= after(hours.start) ? day : 0);
    return hours.days.some((chosen) => chosen === name) && wall >= from && wall < until;
  });
}

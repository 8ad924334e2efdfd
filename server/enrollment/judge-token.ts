import type { findTokenForEnrollment } from "#db/queries/enrollments.ts";
import { globMatches } from "#lib/naming/glob.ts";
import { type Decision, decide } from "../access/decide.ts";
import { enrollmentChecks } from "../access/enrollment.ts";
import type { Context, TokenActor } from "../context.ts";
import { cidrContains } from "../network/cidr.ts";

export type EnrollingToken = NonNullable<Awaited<ReturnType<typeof findTokenForEnrollment>>>;

/** Whether this caller may use the token at all: its state, and the limits of address and hostname. */
export function judgeToken(ctx: Context<TokenActor>, token: EnrollingToken, hostname: string): Decision {
  const { isRevoked, isExpired, sourceCidr, hostnamePattern } = token;
  return decide(enrollmentChecks, {
    isRevoked,
    isExpired,
    isSourceAllowed: sourceCidr === null || (ctx.isSourceCertain && cidrContains(sourceCidr, ctx.sourceIp)),
    isHostnameAllowed: hostnamePattern === null || globMatches(hostnamePattern, hostname),
  });
}

import type { Guardrails } from "#lib/contract/guardrails.ts";
import { fieldError } from "#lib/errors.ts";
import { normaliseCidr } from "./cidr.ts";

/**
 * Guardrails with every range in its canonical form and none twice, or null where none is set. A bad range is a field error
 * at `guardrails.sourceCidrs.N`.
 */
export function normaliseGuardrails(guardrails: Guardrails | null): Guardrails | null {
  if (guardrails === null) return null;
  const { sourceCidrs, hours } = guardrails;
  if (sourceCidrs === null && hours === null) return null;
  return { sourceCidrs: sourceCidrs === null ? null : [...new Set(sourceCidrs.map(canonical))], hours };
}

function canonical(text: string, at: number): string {
  const range = normaliseCidr(text);
  if (!range.isGood) throw fieldError(`guardrails.sourceCidrs.${at}`, range.problem);
  return range.cidr;
}

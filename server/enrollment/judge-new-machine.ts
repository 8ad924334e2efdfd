import type { DenyReason } from "#lib/audit-events.ts";
import { newMachineId } from "#lib/ids.ts";
import { decide } from "../access/decide.ts";
import { newMachineChecks } from "../access/enrollment.ts";
import type { EnrollingToken } from "./judge-token.ts";
import { nameMachine } from "./name-machine.ts";

type Asked = { readonly hostname: string; readonly name?: string | undefined };

/** The name of the machine that this enrollment would make, or why it would make none. */
export function judgeNewMachine(
  token: EnrollingToken,
  { hostname, name: asked }: Asked,
  isPublicKeyGood: boolean,
): { readonly name: string } | { readonly refusal: DenyReason } {
  const uuid8 = newMachineId().slice(0, 8);
  const name = nameMachine({ pattern: token.namePattern, asked, hostname, tokenName: token.name, uuid8 });
  const isNameAllowed = name !== null;
  const verdict = decide(newMachineChecks, { usesLeft: token.usesLeft, isNameAllowed, isPublicKeyGood });
  if (!verdict.allowed) return { refusal: verdict.reason };
  return name === null ? { refusal: "name_not_allowed" } : { name };
}

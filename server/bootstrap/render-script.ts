import { bootstrapScript } from "#lib/integrations/bootstrap-script.ts";
import { decide } from "../access/decide.ts";
import { denied } from "../access/reasons.ts";
import { bootstrapTokenChecks } from "../access/registration.ts";
import { unableToRecord } from "../access/unable-to-record.ts";
import type { AnonymousActor, Context } from "../context.ts";
import { findToken } from "./find-token.ts";

/** The script for a token that may still be used. Changes nothing: a link preview or a second look spends no token. */
export async function renderScript(ctx: Context<AnonymousActor>, text: string): Promise<string> {
  const token = await findToken(ctx, text).catch(unableToRecord);
  const verdict = decide(bootstrapTokenChecks, token);
  if (!verdict.allowed) throw denied(verdict.reason);
  return bootstrapScript({ baseUrl: ctx.config.baseUrl, vaultId: token.vaultId, token: text });
}

import { randomBytes } from "node:crypto";
import type { SecretContent } from "#lib/contract/secrets.ts";
import type { UserContext } from "../context.ts";
import { createSecret } from "../secrets/create-secret.ts";

export const single = (value: string): SecretContent => ({ kind: "single", value });

export const structured = (fields: Record<string, string>): SecretContent => ({
  kind: "structured",
  fields: Object.entries(fields).map(([name, value]) => ({ name, value })),
});

type Wanted = { readonly projectId: string; readonly name?: string; readonly content?: SecretContent };

/** A secret made as a person makes it; returns its id. */
export async function aSecret(ctx: UserContext, { projectId, ...wanted }: Wanted): Promise<string> {
  const name = wanted.name ?? `SECRET_${randomBytes(4).toString("hex").toUpperCase()}`;
  const content = wanted.content ?? single(randomBytes(12).toString("hex"));
  return (await createSecret(ctx, { projectId, name, note: "", content })).id;
}

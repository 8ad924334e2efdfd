import type { CreateSecretInput } from "#lib/contract/secrets.ts";
import type { UserContext } from "../context.ts";
import { addSecrets } from "./add-secrets.ts";

/** A new secret at version 1. It is granted to nobody yet: no token and no machine receives it. */
export async function createSecret(ctx: UserContext, input: CreateSecretInput): Promise<{ id: string }> {
  const { projectId, name, note, content } = input;
  const [id] = await addSecrets(ctx, projectId, [{ name, note, content, path: "name" }]);
  if (id === undefined) throw new Error("A draft became no secret");
  return { id };
}

import type { ImportSecretsInput } from "#lib/contract/secrets.ts";
import { fieldError } from "#lib/errors.ts";
import { findCollision } from "#lib/naming/secret-name.ts";
import { variableName } from "#lib/naming/variable-name.ts";
import type { UserContext } from "../context.ts";
import { addSecrets } from "./add-secrets.ts";

/** The reviewed pairs of a pasted `.env` file, each a secret of its own; all are saved, or none. */
export async function importSecrets(ctx: UserContext, input: ImportSecretsInput): Promise<{ count: number }> {
  refuseOwnCollision(input.secrets.map(({ name }) => name));
  const drafts = input.secrets.map(({ name, value }, index) => ({
    name,
    note: "",
    content: { kind: "single" as const, value },
    path: `secrets.${index}.name`,
  }));
  const ids = await addSecrets(ctx, input.projectId, drafts);
  return { count: ids.length };
}

function refuseOwnCollision(names: readonly string[]): void {
  const entries = names.map((name, index) => ({ label: String(index), variables: [variableName(name)] }));
  const collision = findCollision(entries);
  if (collision === null) return;
  const [first, second] = [names[Number(collision.first)], names[Number(collision.second)]];
  const path = `secrets.${collision.second}.name`;
  throw fieldError(
    path,
    `${first} and ${second} would both arrive as ${collision.variable}. Keep one of them.`,
  );
}

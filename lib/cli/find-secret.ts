import { idPattern } from "../ids.ts";
import { ClientError } from "../sdk/client-error.ts";
import { printableText } from "../sdk/printable-text.ts";

export const isSecretId = (text: string) => idPattern("sk").test(text);

type Named = { readonly id: string; readonly name: string };

/** The one secret of this name among those granted. */
export function findSecretByName<Secret extends Named>(secrets: readonly Secret[], name: string): Secret {
  const [only, ...others] = secrets.filter((secret) => secret.name === name);
  if (only === undefined)
    throw new ClientError(
      "not_found",
      `No secret called ${printableText(name, 80)} is granted to this machine.`,
      {
        remedy:
          "`sikkerkey list secrets` shows what is; names are exact, ids look like sk_ and ten characters.",
        status: 404,
      },
    );
  if (others.length > 0)
    throw new ClientError("input", `Several secrets are called ${printableText(name, 80)}.`, {
      remedy: `Use an id: ${[only, ...others].map(({ id }) => printableText(id, 40)).join(", ")}.`,
    });
  return only;
}

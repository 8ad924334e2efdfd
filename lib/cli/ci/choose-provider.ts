import { ClientError } from "../../sdk/client-error.ts";
import type { ClientEnvironment } from "../../sdk/client-home.ts";
import { printableText } from "../../sdk/printable-text.ts";
import { detectProviders } from "./detect-providers.ts";
import { PROVIDERS } from "./providers.ts";

/** The id of the integration whose files are wanted: the one that was named, else the only one that the repository shows. */
export function chooseProvider(env: ClientEnvironment, root: string, named: string | null): string {
  if (named !== null) {
    if (!/^[a-z0-9-]{1,40}$/.test(named))
      throw new ClientError("input", `${printableText(named, 40)} is not a provider.`, { remedy: KNOWN });
    return named;
  }
  const found = detectProviders(env, root);
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first.id;
  const message =
    first === undefined
      ? "This repository does not show which CI provider it uses."
      : `This repository shows more than one CI provider: ${found.map(({ title }) => title).join(", ")}.`;
  throw new ClientError("input", message, { remedy: KNOWN });
}

const KNOWN = `Name one with --provider: ${PROVIDERS.map(({ id }) => id).join(", ")}, or another of the server's Integrations page.`;

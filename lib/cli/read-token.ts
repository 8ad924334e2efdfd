import { readFileSync } from "node:fs";
import { ClientError } from "../sdk/client-error.ts";
import { setting } from "../sdk/client-home.ts";
import type { Terminal } from "./terminal.ts";

const TOKEN_MAX_BYTES = 4096;
const VARIABLES = ["SIKKERKEY_ENROLLMENT_TOKEN", "SIKKERKEY_BOOTSTRAP_TOKEN"] as const;

export type GivenToken = { readonly kind: "enrollment" | "bootstrap"; readonly text: string };

/**
 * The token from a file, the environment, standard input or, at a terminal, from whoever sits there; never from the command
 * line, which others can read.
 */
export async function readToken(tokenFile: string | null, terminal: Terminal): Promise<GivenToken> {
  const text = (await readText(tokenFile, terminal)).trim();
  if (/^ske_[0-9A-Za-z]{20,200}$/.test(text)) return { kind: "enrollment", text };
  if (/^skb_[0-9A-Za-z]{20,200}$/.test(text)) return { kind: "bootstrap", text };
  throw new ClientError(
    "input",
    text === "" ? "There is no token: the text is empty." : "That is not a token.",
    {
      remedy:
        "An enrollment token begins with ske_, a bootstrap token with skb_. Copy it whole, or make a new one in the dashboard.",
    },
  );
}

async function readText(tokenFile: string | null, terminal: Terminal): Promise<string> {
  if (tokenFile !== null && tokenFile !== "-") return readFile(tokenFile);
  if (tokenFile === null) {
    const [first, second] = VARIABLES.map((name) => setting(terminal.env, name)).filter(
      (text) => text !== null,
    );
    if (second !== undefined && second !== first)
      throw new ClientError("input", `${VARIABLES.join(" and ")} are both set.`, {
        remedy: "Unset the one that is not meant.",
      });
    if (first !== undefined) return first;
  }
  return terminal.isInTerminal
    ? terminal.askHidden("Token (it is not shown): ")
    : terminal.readInput(TOKEN_MAX_BYTES);
}

function readFile(file: string): string {
  try {
    return readFileSync(file, "utf8").slice(0, TOKEN_MAX_BYTES);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
    throw new ClientError("input", `The token file cannot be read (${code}).`, {
      remedy: "Check the path given to --token-file and its permissions.",
      cause,
    });
  }
}

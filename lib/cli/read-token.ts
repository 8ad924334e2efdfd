import { readFileSync } from "node:fs";
import { ClientError } from "../sdk/client-error.ts";
import { setting } from "../sdk/client-home.ts";
import type { Terminal } from "./terminal.ts";

const TOKEN_MAX_BYTES = 4096;

/** The enrollment token from a file, the environment or standard input; never from the command line, which others can read. */
export async function readToken(tokenFile: string | null, terminal: Terminal): Promise<string> {
  const token = (await readText(tokenFile, terminal)).trim();
  if (/^ske_[0-9A-Za-z]{20,200}$/.test(token)) return token;
  throw new ClientError("input", tokenProblem(token), {
    remedy: "An enrollment token begins with ske_. Copy it whole, or make a new one under Enrollment Tokens.",
  });
}

async function readText(tokenFile: string | null, terminal: Terminal): Promise<string> {
  if (tokenFile !== null && tokenFile !== "-") return readFile(tokenFile);
  const fromEnvironment = setting(terminal.env, "SIKKERKEY_ENROLLMENT_TOKEN");
  if (tokenFile === null && fromEnvironment !== null) return fromEnvironment;
  if (terminal.isInTerminal)
    throw new ClientError("input", "There is no enrollment token.", {
      remedy: "Set SIKKERKEY_ENROLLMENT_TOKEN, use --token-file, or pipe the token in.",
    });
  return terminal.readInput(TOKEN_MAX_BYTES);
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

function tokenProblem(token: string): string {
  if (token === "") return "There is no enrollment token: the text is empty.";
  if (token.startsWith("skb_")) return "That is a bootstrap token, not an enrollment token.";
  return "That is not an enrollment token.";
}

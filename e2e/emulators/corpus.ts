import { randomBytes } from "node:crypto";
import { CHILD_END } from "#lib/integrations/script/marker.ts";

const word = () => randomBytes(9).toString("hex");

/** Values that every careless way of delivering them breaks, each with a word of its own so that a log can be searched. */
export function corpus(canary: string): Record<string, string> {
  const touch = `touch ${canary}`;
  return {
    // To a reader of lines it sets two more variables, of which one loads a library into every later process.
    NEWLINE: `${word()}\nLD_PRELOAD=/nonexistent/${word()}.so\nPATH=${word()}`,
    CRLF: `${word()}\r\n${word()}\r\n`,
    TRAILING_NEWLINE: `${word()}\n\n`,
    LEADING_SPACE: `  ${word()} `,
    SINGLE_QUOTE: `'${word()}''`,
    DOUBLE_QUOTE: `"${word()}"`,
    BACKSLASH: `\\n${word()}\\`,
    DOLLAR: `$HOME${word()}$$`,
    SUBSTITUTION: `$(${touch})${word()}`,
    BACKTICK: `\`${touch}\`${word()}`,
    PERCENT: `%s${word()}%d%%`,
    EQUALS: `=${word()}==`,
    EMOJI: `🔑${word()}\u0081\u0082éā`,
    PEM: `-----BEGIN PRIVATE KEY-----\n${randomBytes(48).toString("base64")}\n-----END PRIVATE KEY-----\n`,
    JSON_TEXT: JSON.stringify({ user: word(), options: ["a b", `'${word()}'`, null] }),
    LARGE: `'${word()}'\n`.repeat(7000).slice(0, 130_000).padEnd(130_000, word()),
    DELIMITER: `${word()}\n${CHILD_END}\nEOF\n${word()}`,
    DASH_N: "-n",
  };
}

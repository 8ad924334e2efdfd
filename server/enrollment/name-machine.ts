import { globMatches } from "#lib/naming/glob.ts";
import { fillTemplate, isNameTemplate, MACHINE_NAME } from "#lib/naming/machine-name.ts";

type Naming = {
  readonly pattern: string | null;
  readonly asked: string | undefined;
  readonly hostname: string;
  readonly tokenName: string;
  /** Eight random hex digits. */
  readonly uuid8: string;
};

/**
 * The new machine's name, or null when the token's pattern does not allow it. A template names the machine and wins over
 * what was asked for; a glob judges the asked-for name, or the hostname when none was.
 */
export function nameMachine(naming: Naming): string | null {
  const { pattern, asked, hostname, tokenName, uuid8 } = naming;
  if (pattern !== null && isNameTemplate(pattern)) return orNull(fillTemplate(pattern, { uuid8, hostname }));
  if (pattern !== null) {
    const name = asked ?? fillTemplate("{hostname}", { uuid8, hostname });
    return globMatches(pattern, name) ? orNull(name) : null;
  }
  return (
    asked ??
    `${
      tokenName
        .replace(/[^A-Za-z0-9]+/g, "-")
        .replace(/^-+|-+$/g, "")
        .slice(0, 50) || "machine"
    }-${uuid8}`
  );
}

const orNull = (name: string) => (MACHINE_NAME.test(name) ? name : null);

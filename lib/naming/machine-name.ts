/** Machine names and host names are labels a stranger supplies: one plain charset, so that no log or file can be forged with them. */
export const MACHINE_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/;
export const HOSTNAME = /^[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9_])?$/;

const PLACEHOLDER = /\{(uuid8|hostname)\}/g;

/** A name *template* holds `{uuid8}` or `{hostname}` and names the machine; a name *pattern* is a glob the asked-for name must match. */
export function isNameTemplate(pattern: string): boolean {
  return pattern.includes("{");
}

/** What is wrong with a template, or null. */
export function templateProblem(template: string): string | null {
  const filled = fillTemplate(template, { uuid8: "0a1b2c3d", hostname: "host" });
  if (/[{}]/.test(filled)) return "Known placeholders are {uuid8} and {hostname}.";
  return MACHINE_NAME.test(filled)
    ? null
    : "The name must be letters, digits, . _ - and at most 64 characters.";
}

/** The machine's name; cut to 64 characters because a hostname may be longer. */
export function fillTemplate(template: string, facts: { uuid8: string; hostname: string }): string {
  return template
    .replace(PLACEHOLDER, (_, key: "uuid8" | "hostname") => facts[key].replace(/[^A-Za-z0-9._-]/g, "-"))
    .slice(0, 64)
    .replace(/[^A-Za-z0-9]+$/, "");
}

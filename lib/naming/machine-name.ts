/** Machine names and host names are labels a stranger supplies: one plain charset, so that no log or file can be forged with them. */
export const MACHINE_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/;
export const HOSTNAME = /^[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9_])?$/;

const NAME_MAX_CHARACTERS = 64;

/** A name *template* holds `{uuid8}` or `{hostname}` and names the machine; a name *pattern* is a glob the asked-for name must match. */
export function isNameTemplate(pattern: string): boolean {
  return pattern.includes("{");
}

/** What is wrong with a template, or null. */
export function templateProblem(template: string): string | null {
  const shortest = template.replaceAll("{uuid8}", "0a1b2c3d").replaceAll("{hostname}", "h");
  if (/[{}]/.test(shortest)) return "Known placeholders are {uuid8} and {hostname}.";
  return shortest.length <= NAME_MAX_CHARACTERS && MACHINE_NAME.test(shortest.replace(UNFIT_END, ""))
    ? null
    : "The name must be letters, digits, . _ - and at most 64 characters.";
}

const UNFIT_END = /[^A-Za-z0-9]+$/;

/** The machine's name. A hostname that is too long is cut, never the digits that tell two machines apart. */
export function fillTemplate(template: string, facts: { uuid8: string; hostname: string }): string {
  const around = template.replaceAll("{uuid8}", facts.uuid8).split("{hostname}");
  const room = NAME_MAX_CHARACTERS - around.join("").length;
  const share = Math.max(0, Math.floor(room / Math.max(1, around.length - 1)));
  const hostname = facts.hostname.replace(/[^A-Za-z0-9._-]/g, "-").slice(0, share);
  return around.join(hostname).slice(0, NAME_MAX_CHARACTERS).replace(UNFIT_END, "");
}

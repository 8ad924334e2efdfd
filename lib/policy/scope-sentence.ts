import type { TokenPolicy } from "../contract/tokens.ts";
import { isNameTemplate } from "../naming/machine-name.ts";
import { amountOf, exactDuration, minuteOf } from "./scope-words.ts";

/** Plain text, or a value that the page marks. `open` is a limit that was left away, `missing` one that must be given. */
export type ScopePart =
  | { readonly text: string }
  | { readonly value: string; readonly tone?: "open" | "missing" };

/** A policy whose `id` is empty is a draft: it may still lack its secrets. */
export type ScopePolicy = Pick<
  TokenPolicy,
  "id" | "maxUses" | "expiresAt" | "machineLifetimeSeconds" | "sourceCidr" | "hostnamePattern" | "namePattern"
> & {
  readonly projects: readonly { readonly name: string }[];
  readonly secrets: readonly unknown[];
};

const PROJECTS_NAMED = 3;

/** What a token allows, as one sentence a reviewer can hold against what was asked for. */
export function scopeSentence(policy: ScopePolicy, now: Date): ScopePart[] {
  const { hostnamePattern, namePattern } = policy;
  const template = namePattern !== null && isNameTemplate(namePattern) ? namePattern : null;
  const asked = template === null ? namePattern : null;
  return [
    { text: "Runners from " },
    source(policy.sourceCidr),
    ...said(" whose hostname matches ", limit(hostnamePattern)),
    ...said(
      limit(hostnamePattern) === null ? " whose machine name matches " : " and whose machine name matches ",
      limit(asked),
    ),
    { text: " may enroll up to " },
    { value: amountOf(policy.maxUses, "machine") },
    { text: " until " },
    { value: minuteOf(policy.expiresAt, now) },
    { text: "; each " },
    ...(template === null ? [] : [{ text: "is named " }, { value: template }, { text: ", " }]),
    { text: "lives " },
    { value: exactDuration(policy.machineLifetimeSeconds) },
    { text: " and can read " },
    ...reach(policy),
    { text: "." },
  ];
}

/** The sentence without marks, for a live region or a comment. */
export function scopeText(parts: readonly ScopePart[]): string {
  return parts.map((part) => ("text" in part ? part.text : part.value)).join("");
}

function source(cidr: string | null): ScopePart {
  if (cidr === null) return { value: "any address", tone: "open" };
  if (!cidr.endsWith("/0")) return { value: cidr };
  return { value: cidr.includes(":") ? "any IPv6 address" : "any IPv4 address", tone: "open" };
}

/** A pattern of stars alone limits nothing and is not said. */
const limit = (pattern: string | null) => (pattern === null || /^\*+$/.test(pattern) ? null : pattern);

const said = (text: string, value: string | null): ScopePart[] =>
  value === null ? [] : [{ text }, { value }];

function reach({ id, secrets, projects }: ScopePolicy): ScopePart[] {
  if (secrets.length === 0) {
    return [{ value: id === "" ? "… choose at least one secret" : "nothing", tone: "missing" }];
  }
  return [{ value: amountOf(secrets.length, "secret") }, ...projectsOf(projects.map(({ name }) => name))];
}

function projectsOf(names: readonly string[]): ScopePart[] {
  if (names.length > PROJECTS_NAMED) return [{ text: " of " }, { value: amountOf(names.length, "project") }];
  return names.flatMap((name, at) => {
    const text = at === 0 ? " of " : at === names.length - 1 ? " and " : ", ";
    return [{ text }, { value: name }];
  });
}

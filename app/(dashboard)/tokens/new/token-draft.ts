import { type DurationUnit, durationSeconds } from "#app/_format/duration.ts";
import type { CreateTokenInput, TokenPolicy } from "#lib/contract/tokens.ts";

export type SecretOption = { id: string; name: string; fieldNames: string[] | null; variables: string[] };
export type ProjectOption = { id: string; name: string; secrets: SecretOption[] };
export type Lifetime = { readonly amount: string; readonly unit: DurationUnit };

/** The form as typed. */
export type TokenDraft = {
  readonly name: string;
  readonly description: string;
  readonly secretIds: ReadonlySet<string>;
  readonly tokenLifetime: Lifetime;
  readonly machineLifetime: Lifetime;
  readonly maxUses: string;
  readonly sourceCidr: string;
  readonly hostnamePattern: string;
  readonly namePattern: string;
};

export const EMPTY_DRAFT: TokenDraft = {
  name: "",
  description: "",
  secretIds: new Set(),
  tokenLifetime: { amount: "30", unit: "days" },
  machineLifetime: { amount: "1", unit: "hours" },
  maxUses: "100",
  sourceCidr: "",
  hostnamePattern: "",
  namePattern: "",
};

const wholeNumber = (text: string) => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : null);
const seconds = ({ amount, unit }: Lifetime) => durationSeconds(amount, unit);
const orNull = (text: string) => (text.trim() === "" ? null : text.trim());

/** What was chosen, in the order of the page; a project counts as chosen with its first secret. */
export function chosenOf(draft: TokenDraft, projects: readonly ProjectOption[]) {
  const chosen = projects.flatMap((project) =>
    project.secrets
      .filter(({ id }) => draft.secretIds.has(id))
      .map((secret) => ({ ...secret, projectId: project.id, projectName: project.name })),
  );
  const projectIds = new Set(chosen.map(({ projectId }) => projectId));
  return { secrets: chosen, projects: projects.filter(({ id }) => projectIds.has(id)) };
}

/** What is sent. A number that is none goes as 0, so that the server names the field and the remedy. */
export function inputOf(draft: TokenDraft, projects: readonly ProjectOption[]): CreateTokenInput {
  const chosen = chosenOf(draft, projects);
  return {
    name: draft.name,
    description: draft.description,
    projectIds: chosen.projects.map(({ id }) => id),
    secretIds: chosen.secrets.map(({ id }) => id),
    tokenLifetimeSeconds: seconds(draft.tokenLifetime) ?? 0,
    machineLifetimeSeconds: seconds(draft.machineLifetime) ?? 0,
    maxUses: wholeNumber(draft.maxUses) ?? 0,
    sourceCidr: orNull(draft.sourceCidr),
    hostnamePattern: orNull(draft.hostnamePattern),
    namePattern: orNull(draft.namePattern),
  };
}

/** The policy this would become, for the sentence beside the form; null while a number or the choice is missing. */
export function policyOf(
  draft: TokenDraft,
  projects: readonly ProjectOption[],
  now: Date,
): TokenPolicy | null {
  const input = inputOf(draft, projects);
  const chosen = chosenOf(draft, projects);
  if (input.tokenLifetimeSeconds === 0 || input.machineLifetimeSeconds === 0 || input.maxUses === 0)
    return null;
  return {
    id: "",
    name: input.name,
    vaultId: "",
    maxUses: input.maxUses,
    expiresAt: new Date(now.getTime() + input.tokenLifetimeSeconds * 1000).toISOString(),
    machineLifetimeSeconds: input.machineLifetimeSeconds,
    sourceCidr: input.sourceCidr,
    hostnamePattern: input.hostnamePattern,
    namePattern: input.namePattern,
    projects: chosen.projects.map(({ id, name }) => ({ id, name })),
    secrets: chosen.secrets.map(({ id, projectId, name, fieldNames, variables }) => {
      return { id, projectId, name, fieldNames, variables };
    }),
  };
}

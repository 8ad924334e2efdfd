import { type LifetimeDraft, lifetimeSeconds } from "#app/_format/lifetime.ts";
import type { ProvisionContainerInput } from "#lib/contract/bundles.ts";
import type { CreateClaimInput } from "#lib/contract/claims.ts";
import type { TokenOptionsView } from "#lib/contract/tokens.ts";

export type ProjectOption = TokenOptionsView["projects"][number];
export type SecretOption = ProjectOption["secrets"][number];
export type ContainerWay = "bundle" | "claim";

export const CLAIM_UNITS = ["minutes", "hours"] as const;
export type ClaimLifetime = { readonly amount: string; readonly unit: (typeof CLAIM_UNITS)[number] };

/** The form as typed. Ticks of a project that is not chosen now are kept for when it is. */
export type ContainerDraft = {
  readonly way: ContainerWay;
  readonly name: string;
  readonly projectId: string;
  readonly secretIds: ReadonlySet<string>;
  readonly hasEnd: boolean;
  readonly lifetime: LifetimeDraft;
  readonly claimLifetime: ClaimLifetime;
};

export const emptyDraft = (projects: readonly ProjectOption[]): ContainerDraft => ({
  way: "bundle",
  name: "",
  projectId: projects[0]?.id ?? "",
  secretIds: new Set(),
  hasEnd: false,
  lifetime: { amount: "3", unit: "months" },
  claimLifetime: { amount: "1", unit: "hours" },
});

/** The ticked secrets of the chosen project, in the order of the page. */
export function chosenSecrets(draft: ContainerDraft, projects: readonly ProjectOption[]): SecretOption[] {
  const project = projects.find(({ id }) => id === draft.projectId);
  return project?.secrets.filter(({ id }) => draft.secretIds.has(id)) ?? [];
}

/** What is sent. A lifetime that is none goes as 0, so that the server names the field and the remedy. */
export function planOf(
  draft: ContainerDraft,
  projects: readonly ProjectOption[],
  now: Date,
): ProvisionContainerInput {
  return {
    machineName: draft.name.trim(),
    projectId: draft.projectId,
    secretIds: chosenSecrets(draft, projects).map(({ id }) => id),
    machineLifetimeSeconds: draft.hasEnd ? (lifetimeSeconds(draft.lifetime, now) ?? 0) : null,
  };
}

export function claimOf(
  draft: ContainerDraft,
  projects: readonly ProjectOption[],
  now: Date,
): CreateClaimInput {
  const { amount, unit } = draft.claimLifetime;
  const count = /^\d{1,6}$/.test(amount.trim()) ? Number(amount) : 0;
  return { ...planOf(draft, projects, now), claimLifetimeSeconds: count * (unit === "hours" ? 3600 : 60) };
}

/** The secrets whose name, or what it is called in the environment, holds what was searched. */
export function foundSecrets(secrets: readonly SecretOption[], search: string): SecretOption[] {
  const text = search.trim().toLowerCase();
  return secrets.filter(({ name, variables }) =>
    [name, ...variables].some((word) => word.toLowerCase().includes(text)),
  );
}

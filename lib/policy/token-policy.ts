import type { TokenPolicy } from "../contract/tokens.ts";
import { variableNames } from "../naming/variable-name.ts";

type Token = Omit<TokenPolicy, "vaultId" | "expiresAt" | "projects" | "secrets"> & {
  readonly expiresAt: Date;
};
type Scope = {
  readonly projects: TokenPolicy["projects"];
  readonly secrets: readonly {
    readonly id: string;
    readonly projectId: string;
    readonly name: string;
    readonly fieldNames: string[] | null;
  }[];
};

/** A stored token and its scope as the policy that sentences and integrations are made of. */
export function tokenPolicy(vaultId: string, token: Token, scope: Scope): TokenPolicy {
  return {
    id: token.id,
    name: token.name,
    vaultId,
    maxUses: token.maxUses,
    expiresAt: token.expiresAt.toISOString(),
    machineLifetimeSeconds: token.machineLifetimeSeconds,
    sourceCidr: token.sourceCidr,
    hostnamePattern: token.hostnamePattern,
    namePattern: token.namePattern,
    projects: scope.projects.map(({ id, name }) => ({ id, name })),
    secrets: scope.secrets.map(({ id, projectId, name, fieldNames }) => ({
      id,
      projectId,
      name,
      fieldNames,
      variables: variableNames(name, fieldNames),
    })),
  };
}

/** What a person may do, as `noun.verb`. A procedure names exactly one; the verb is never reached without it. */
export const CAPABILITIES = [
  "account.read",
  "account.write",
  "project.read",
  "project.write",
  "project.delete",
  "secret.list",
  "secret.reveal",
  "secret.write",
  "secret.rollback",
  "secret.delete",
  "token.read",
  "token.create",
  "token.rotate",
  "token.revoke",
  "token.verify",
  "machine.read",
  "machine.write",
  "machine.approve",
  "machine.provision",
  "machine.grant",
  "machine.extend",
  "machine.delete",
  "bootstrap_token.read",
  "bootstrap_token.create",
  "bootstrap_token.revoke",
  "vault.read",
  "vault.write",
  "audit.read",
  "overview.read",
  "integration.read",
] as const;

export type Capability = (typeof CAPABILITIES)[number];
export type Role = "owner";

/** The role × capability table. This release has one role, which may do everything in its own vault. */
const ROLES = {
  owner: new Set(CAPABILITIES),
} as const satisfies Record<Role, ReadonlySet<Capability>>;

export function roleMay(role: Role, capability: Capability): boolean {
  return ROLES[role].has(capability);
}

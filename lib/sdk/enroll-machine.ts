import { type Enrolled, registerKey } from "./register-key.ts";

export type EnrollInput = {
  readonly apiUrl: string;
  readonly vaultId: string;
  readonly token: string;
  readonly hostname: string;
  readonly name: string | null;
};

const REMEDIES: Readonly<Record<number, string>> = {
  403: "The token restricts source address, hostname or machine name, or the vault is full. Compare them on the token's page.",
  404: "Check the token and the vault id. A token is shown once; if it is lost, make a new one under Enrollment Tokens.",
  409: "Run the command again; it makes a new key.",
  410: "Make a new token under Enrollment Tokens and replace SIKKERKEY_ENROLLMENT_TOKEN with it.",
};

/** With an enrollment token a key becomes a machine that may read at once (wire-protocol 4.1). */
export function enrollMachine({ apiUrl, vaultId, token, hostname, name }: EnrollInput): Promise<Enrolled> {
  return registerKey({
    apiUrl,
    path: `/v1/${encodeURIComponent(vaultId)}/enroll/register`,
    body: { token, hostname, ...(name === null ? {} : { name }) },
    vaultId,
    remedies: REMEDIES,
  });
}

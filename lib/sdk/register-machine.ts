import { type Enrolled, registerKey } from "./register-key.ts";

const REMEDIES: Readonly<Record<number, string>> = {
  403: "If the vault is full, delete machines that are gone, then run the command again: a refusal spends no token.",
  404: "Check the token. It is shown once; if it is lost, make a new one with Validate machine under Machines.",
  409: "Run the command again; it makes a new key.",
  410: "A bootstrap token works once and for ten minutes.",
};

/** With a bootstrap token a key becomes a machine that waits for a person's approval (wire-protocol 4.2). */
export function registerMachine(input: {
  readonly apiUrl: string;
  readonly token: string;
  readonly hostname: string;
}): Promise<Enrolled> {
  const { apiUrl, token, hostname } = input;
  return registerKey({
    apiUrl,
    path: "/v1/bootstrap/register",
    body: { token, hostname },
    vaultId: null,
    remedies: REMEDIES,
  });
}

/** What the audit log calls a bootstrap token: the machine it is for, or its id where the host names the machine. */
export const tokenLabel = ({ id, machineName }: { id: string; machineName: string | null }): string =>
  machineName ?? id;

import { AppError } from "#lib/errors.ts";
import { HOSTNAME, MACHINE_NAME } from "#lib/naming/machine-name.ts";

type Labels = { readonly hostname: string; readonly name?: string | undefined };

/** Host and machine names are labels that end up in logs and files: a plain charset or 400, before any pattern sees them. */
export function refuseForgedLabels({ hostname, name }: Labels): void {
  if (!HOSTNAME.test(hostname))
    throw new AppError("invalid_request", {
      message: "The hostname may hold letters, digits, . _ and - only.",
    });
  if (name !== undefined && !MACHINE_NAME.test(name))
    throw new AppError("invalid_request", {
      message: "The machine name may hold letters, digits, . _ and - only.",
    });
}

import { fillTemplate, MACHINE_NAME } from "#lib/naming/machine-name.ts";

const UNFIT_START = /^[^A-Za-z0-9]+/;

/** A machine's name made of its hostname, which may be longer and begin or end with what a name may not. */
export function hostMachineName(hostname: string): string {
  const name = fillTemplate("{hostname}", { hostname: hostname.replace(UNFIT_START, ""), uuid8: "" });
  return MACHINE_NAME.test(name) ? name : "machine";
}

/** The same name told apart from a machine that bears it already; `mark` are a few letters or digits. */
export function distinctMachineName(name: string, mark: string): string {
  return fillTemplate(`{hostname}-${mark}`, { hostname: name, uuid8: "" });
}

import { MOUNT } from "../../protocol/bundle-files.ts";

/** What the snippets need to know of one container's machine; nothing in it is secret. */
export type ContainerFacts = {
  /** Public origin of this server, no trailing slash. */
  readonly baseUrl: string;
  readonly machineName: string;
  /** The folder on the host that is mounted, one name without a path. */
  readonly folder: string;
  readonly secrets: readonly ContainerSecret[];
  readonly cliVersion: string;
  /** `bundle` has the key in the folder; with `claim` the container makes its own. */
  readonly way: "bundle" | "claim";
};

export type ContainerSecret = {
  readonly name: string;
  readonly id: string;
  /** Null for a secret with a single value. */
  readonly fieldNames: readonly string[] | null;
};

export type Snippet = {
  readonly id: "docker-run" | "compose" | "dockerfile" | "npmrc" | "node" | "python";
  readonly title: "docker run" | "Compose" | "Dockerfile" | ".npmrc" | "Node" | "Python";
  readonly language: "sh" | "yaml" | "dockerfile" | "ini" | "js" | "python";
  readonly content: string;
};

/** Where a container keeps the key that it made. */
export const KEY_HOME = "/run/sikkerkey";

/** Clients speak http to localhost alone, and in a container that is the container. */
export function isThisComputer(facts: ContainerFacts): boolean {
  return new URL(facts.baseUrl).protocol === "http:";
}

/** The variables that tell SDK and CLI where the container's identity is, or how it comes by one. */
export function containerEnvironment(facts: ContainerFacts): Readonly<Record<string, string>> {
  if (facts.way === "bundle") return { SIKKERKEY_IDENTITY: `${MOUNT}/identity.json` };
  return { SIKKERKEY_CLAIM: `${MOUNT}/claim.json`, SIKKERKEY_HOME: KEY_HOME };
}

import { existsSync } from "node:fs";
import { join } from "node:path";
import { type ClientEnvironment, setting } from "../../sdk/client-home.ts";
import { PROVIDERS, type Provider } from "./providers.ts";

/** The provider whose job this is; outside of a job, those whose files the repository has. */
export function detectProviders(env: ClientEnvironment, root: string | null): readonly Provider[] {
  const running = PROVIDERS.filter(({ variable }) => setting(env, variable) !== null);
  if (running.length > 0 || root === null) return running;
  return PROVIDERS.filter(({ paths }) => paths.some((path) => existsSync(join(root, path))));
}

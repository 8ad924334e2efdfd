import { bitbucketPipelines } from "./bitbucket-pipelines.ts";
import { circleCi } from "./circleci.ts";
import { githubActions } from "./github-actions.ts";
import { gitlabCi } from "./gitlab-ci.ts";
import type { Integration } from "./integration.ts";
import { jenkins } from "./jenkins.ts";
import { kubernetes } from "./kubernetes.ts";
import { posixShell } from "./posix-shell.ts";

/** In the order the page lists them. A new provider is one file and one line here. */
export const INTEGRATIONS: readonly Integration[] = [
  bitbucketPipelines,
  githubActions,
  gitlabCi,
  circleCi,
  jenkins,
  posixShell,
  kubernetes,
];

/** Containers of a machine that is made in the dashboard; there is nothing to build from a token. */
export const DOCKER = {
  id: "docker",
  title: "Docker",
  summary: "A container with an identity of its own, mounted once, for docker run and Compose.",
} as const;

/** What the page lists: the builders, and Docker before Kubernetes. */
export const LISTED: readonly (Integration | typeof DOCKER)[] = INTEGRATIONS.flatMap((integration) =>
  integration === kubernetes ? [DOCKER, integration] : [integration],
);

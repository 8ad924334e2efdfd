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

import { circleCi } from "#lib/integrations/circleci.ts";
import { githubActions } from "#lib/integrations/github-actions.ts";
import { gitlabCi } from "#lib/integrations/gitlab-ci.ts";
import type { Integration } from "#lib/integrations/integration.ts";
import { jenkins } from "#lib/integrations/jenkins.ts";
import { posixShell } from "#lib/integrations/posix-shell.ts";
import { circleCi as circleCiRunner } from "../emulators/circleci/run-steps.ts";
import { github } from "../emulators/github/run-steps.ts";
import { gitlab } from "../emulators/gitlab/run-script.ts";
import { IMAGES, type Image } from "../emulators/images.ts";
import { jenkins as jenkinsRunner } from "../emulators/jenkins/run-step.ts";
import { posix } from "../emulators/posix/run-script.ts";
import type { Runner } from "../emulators/run-job.ts";
import { COMMITTED_LINES } from "./committed-lines.ts";

export type Provider = {
  readonly integration: Integration;
  readonly runner: Runner;
  readonly lines: (files: Readonly<Record<string, string>>) => readonly string[];
  /** The first is the one that single promises are shown in. */
  readonly images: readonly [Image, ...Image[]];
  /** Said when the token is missing. */
  readonly place: string;
};

/** Every provider but Bitbucket, which has a folder of its own, and Kubernetes, which runs containers and no lines. */
export const PROVIDERS: readonly Provider[] = [
  {
    integration: githubActions,
    runner: github,
    lines: COMMITTED_LINES["github-actions"],
    images: [IMAGES.bash, IMAGES.ash],
    place: "Settings, Secrets and variables, Actions",
  },
  {
    integration: gitlabCi,
    runner: gitlab,
    lines: COMMITTED_LINES["gitlab-ci"],
    images: [IMAGES.bash, IMAGES.ash, IMAGES.dash],
    place: "Settings, CI/CD, Variables",
  },
  {
    integration: circleCi,
    runner: circleCiRunner,
    lines: COMMITTED_LINES.circleci,
    images: [IMAGES.bash],
    place: "Project Settings, Environment Variables",
  },
  {
    integration: jenkins,
    runner: jenkinsRunner,
    lines: COMMITTED_LINES.jenkins,
    images: [IMAGES.dash, IMAGES.redHat, IMAGES.ash],
    place: "Manage Jenkins, Credentials",
  },
  {
    integration: posixShell,
    runner: posix,
    lines: COMMITTED_LINES["posix-shell"],
    images: [IMAGES.dash, IMAGES.bash, IMAGES.posixBash, IMAGES.ash, IMAGES.zsh, IMAGES.mksh, IMAGES.ksh],
    place: "the system that starts this job",
  },
];

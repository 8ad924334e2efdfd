/** A CI provider as this computer shows it. `id` is the server's integration of the same name. */
export type Provider = {
  readonly id: string;
  readonly title: string;
  /** Set in every job of this provider, and nowhere else. */
  readonly variable: string;
  /** What a repository that uses it has, file or folder. */
  readonly paths: readonly string[];
};

export const PROVIDERS: readonly Provider[] = [
  {
    id: "bitbucket-pipelines",
    title: "Bitbucket Pipelines",
    variable: "BITBUCKET_BUILD_NUMBER",
    paths: ["bitbucket-pipelines.yml"],
  },
  { id: "github-actions", title: "GitHub Actions", variable: "GITHUB_ACTIONS", paths: [".github"] },
  { id: "gitlab-ci", title: "GitLab CI", variable: "GITLAB_CI", paths: [".gitlab-ci.yml"] },
  { id: "circleci", title: "CircleCI", variable: "CIRCLECI", paths: [".circleci"] },
  { id: "jenkins", title: "Jenkins", variable: "JENKINS_URL", paths: ["Jenkinsfile"] },
];

import { INTEGRATIONS } from "../integrations/all.ts";

export const DOC_GROUPS = [
  "Start",
  "Pipelines",
  "Containers",
  "Machines",
  "Programs",
  "Reference",
  "Operation",
] as const;
export type DocGroup = (typeof DOC_GROUPS)[number];

export type DocPage = {
  /** Its address below `/docs/`. */
  readonly slug: string;
  readonly title: string;
  /** One sentence for the contents and for search engines. */
  readonly summary: string;
  readonly group: DocGroup;
};

const IN_CONTAINERS: ReadonlySet<string> = new Set(["docker", "kubernetes"]);

const providers = INTEGRATIONS.map(
  ({ id, title, summary }): DocPage => ({
    slug: id,
    title,
    summary,
    group: IN_CONTAINERS.has(id) ? "Containers" : "Pipelines",
  }),
);
const providersOf = (group: DocGroup) => providers.filter((page) => page.group === group);

/** Every page in reading order: navigation, next and previous, and the tests follow it. A new page is one row and one folder. */
export const DOC_PAGES: readonly DocPage[] = [
  {
    slug: "quick-start",
    title: "Quick start",
    summary: "From an empty server to a secret in a shell, in three minutes.",
    group: "Start",
  },
  ...providersOf("Pipelines"),
  {
    slug: "ci-check",
    title: "Check a pipeline",
    summary: "Ask what a token would give this job, and write the provider’s files, without spending a use.",
    group: "Pipelines",
  },
  {
    slug: "containers",
    title: "Containers",
    summary: "A machine identity from the dashboard, mounted once, for Docker and Compose.",
    group: "Containers",
  },
  ...providersOf("Containers"),
  {
    slug: "machines",
    title: "Long-lived and temporary",
    summary: "A bootstrap token, a fingerprint that a person compares, and grants by secret.",
    group: "Machines",
  },
  {
    slug: "serverless",
    title: "Autoscaling, serverless",
    summary: "One token, many machines, and keys that live in memory only.",
    group: "Machines",
  },
  {
    slug: "sdk",
    title: "SDK for Node.js",
    summary: "Read, export, watch and cache from a program; every method, option and error.",
    group: "Programs",
  },
  {
    slug: "languages",
    title: "Other languages",
    summary: "Python, Go, curl and OpenSSL: a read is one signed request.",
    group: "Programs",
  },
  {
    slug: "cli",
    title: "The sikkerkey command",
    summary: "Every command with its options, output and exit codes, as --help prints them.",
    group: "Reference",
  },
  {
    slug: "wire-format",
    title: "Machine authentication",
    summary: "What is signed, every route, and vectors to test a client with.",
    group: "Reference",
  },
  {
    slug: "troubleshooting",
    title: "Troubleshooting",
    summary: "Every sentence the server says, why it says it, and what to do.",
    group: "Reference",
  },
  {
    slug: "deploy",
    title: "Deploy and back up",
    summary:
      "A plain server, containers, your own PostgreSQL, backup and restore, a proxy with TLS, two replicas.",
    group: "Operation",
  },
  {
    slug: "security",
    title: "Security model",
    summary: "What is promised, where it is tested, and what is not promised.",
    group: "Operation",
  },
];

export const docPath = (slug: string) => `/docs/${slug}`;

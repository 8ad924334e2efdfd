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

/** Every page in reading order: navigation, next and previous, and the tests follow it. A new page is one row and one folder. */
export const DOC_PAGES: readonly DocPage[] = [
  {
    slug: "quick-start",
    title: "Quick start",
    summary: "From an empty server to a secret in a shell, in three minutes.",
    group: "Start",
  },
];

export const docPath = (slug: string) => `/docs/${slug}`;

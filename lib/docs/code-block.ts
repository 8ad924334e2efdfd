/** How a test executes a block of a documentation page. A block that nobody executes cannot be written. */
export type Runs =
  /**
   * Sourced by the one shell of its page, after the blocks above it; the first command that fails ends both. `prints` is what
   * standard output is then, to the byte.
   */
  | {
      readonly by: "shell";
      readonly prints?: string;
      /** Typed before it, unseen: what the text says the reader has there, such as a file. */
      readonly given?: string;
      /** What a person does on the dashboard after it. */
      readonly afterwards?: "approve the machine and grant its secrets";
    }
  /** Saved as `file` in the folder of the page's shell, for the blocks below it; `yaml` and `json` are parsed too. */
  | { readonly by: "saving"; readonly file: string }
  /** Read by the parser of its language (YAML, JSON, Python, shell), which must find nothing wrong. */
  | { readonly by: "parser" }
  /** A signed request in JSON, whose signature is verified anew, and made anew where it is valid. */
  | { readonly by: "vector"; readonly isValid: boolean }
  /** A test of its own, because it needs what this one has not; `holds` is text of that file, so that a rename is noticed. */
  | { readonly by: "test"; readonly file: string; readonly holds: string };

export type CodeLanguage =
  | "sh"
  | "yaml"
  | "json"
  | "javascript"
  | "python"
  | "dockerfile"
  | "text"
  | "groovy";

export type CodeBlock = {
  /** Unique on its page; tests and links call it so. */
  readonly id: string;
  readonly language: CodeLanguage;
  /** What stands above it: a file's name, or where it is typed. */
  readonly title?: string;
  readonly content: string;
  readonly runs: Runs;
};

type Shell = Extract<Runs, { by: "shell" }>;

/** A block that the page's shell runs. */
export function shellBlock(
  id: string,
  content: string,
  { title, ...runs }: Omit<Shell, "by"> & { readonly title?: string } = {},
): CodeBlock {
  return {
    id,
    language: "sh",
    content,
    runs: { by: "shell", ...runs },
    ...(title !== undefined && { title }),
  };
}

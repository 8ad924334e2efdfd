import { parse } from "yaml";
import { LAST_STEP } from "../emulators/circleci/run-steps.ts";

type Files = Readonly<Record<string, string>>;

/** The shell lines of a provider's committed file in the order they run, or an error where the provider would refuse the file. */
export const COMMITTED_LINES = {
  "github-actions": (files: Files) =>
    items(at(at(at(yaml(files, ".github/workflows/deploy.yml"), "jobs"), "deploy"), "steps")).flatMap(
      (step) => (has(step, "run") ? [text(at(step, "run"))] : []),
    ),
  "gitlab-ci": (files: Files) => {
    const job = at(yaml(files, ".gitlab-ci.yml"), "deploy");
    return [...items(at(job, "before_script")), ...items(at(job, "script"))].map(text);
  },
  circleci: (files: Files) =>
    items(at(at(at(yaml(files, ".circleci/config.yml"), "jobs"), "deploy"), "steps")).flatMap((step) => {
      if (!has(step, "run")) return [];
      const run = at(step, "run");
      // The emulator runs this one at the end of every job, as "when: always" says.
      const isLast = has(run, "when") && at(run, "when") === "always" && at(run, "command") === LAST_STEP;
      return isLast ? [] : [text(at(run, "command"))];
    }),
  jenkins: (files: Files) => {
    const [, body] = /sh '''\n([\s\S]*?)'''/.exec(files["Jenkinsfile"] ?? "") ?? [];
    if (body === undefined || body.includes("\\"))
      throw new Error("The Jenkinsfile has no sh step in single quotes");
    return body
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
  },
  "posix-shell": (files: Files) =>
    (files["job.sh"] ?? "").split("\n").filter((line) => line !== "" && !/^(#|set -eu$)/.test(line)),
} as const;

function yaml(files: Files, path: string): unknown {
  return parse(files[path] ?? "", { version: "1.2" });
}

const has = (node: unknown, key: string) => typeof node === "object" && node !== null && key in node;

function at(node: unknown, key: string): unknown {
  if (typeof node !== "object" || node === null || !(key in node)) throw new Error(`${key} is missing`);
  return Object.entries(node).find(([name]) => name === key)?.[1];
}

function items(node: unknown): readonly unknown[] {
  if (!Array.isArray(node) || node.length === 0) throw new Error("A list with something in it is expected");
  return node;
}

function text(node: unknown): string {
  if (typeof node !== "string") throw new Error("A line of the job is not text");
  return node;
}

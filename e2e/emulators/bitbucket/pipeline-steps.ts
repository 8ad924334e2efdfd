import { parse } from "yaml";

export type Step = { readonly name: string; readonly image: string; readonly script: readonly string[] };

/** The steps of the default pipeline, or an error where Bitbucket's validator would refuse the file. */
export function pipelineSteps(yaml: string): Step[] {
  const steps = at(at(parse(yaml, { version: "1.2" }), "pipelines"), "default");
  if (!Array.isArray(steps) || steps.length === 0) throw new Error("pipelines.default holds no steps");
  return steps.map((entry) => {
    const step = at(entry, "step");
    const script = at(step, "script");
    if (!Array.isArray(script) || script.length === 0) throw new Error("A step needs a script");
    return { name: text(at(step, "name")), image: text(at(step, "image")), script: script.map(text) };
  });
}

function at(node: unknown, key: string): unknown {
  if (typeof node !== "object" || node === null || !(key in node)) throw new Error(`${key} is missing`);
  return Object.entries(node).find(([name]) => name === key)?.[1];
}

/** Bitbucket refuses a line that YAML reads as something else, such as a map or a number. */
function text(node: unknown): string {
  if (typeof node !== "string") throw new Error("A line of the pipeline is not text");
  return node;
}

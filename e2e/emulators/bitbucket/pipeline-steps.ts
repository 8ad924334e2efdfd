import { parse } from "yaml";
import { z } from "zod";

const step = z.object({
  step: z.object({ name: z.string(), image: z.string(), script: z.array(z.string()).min(1) }),
});
const pipelineFile = z.object({ pipelines: z.object({ default: z.array(step).min(1) }) });

export type Step = z.infer<typeof step>["step"];

/** The steps of the default pipeline, or an error where Bitbucket's validator would refuse the file. */
export function pipelineSteps(yaml: string): Step[] {
  return pipelineFile.parse(parse(yaml, { version: "1.2" })).pipelines.default.map(({ step }) => step);
}

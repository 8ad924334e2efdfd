import { runStep } from "../emulators/bitbucket/run-step.ts";
import { IMAGES, type Image } from "../emulators/images.ts";
import type { JobResult, JobRun } from "../emulators/run-job.ts";
import type { Delivery } from "./scene.ts";

export const LOAD = ". ./sikkerkey-init.sh";

type Change = Partial<Omit<JobRun, "image">> & { readonly image?: Image };

/** Runs the delivery's files in a step, by the snippet's own line unless the test says otherwise. */
export function deliver(delivery: Delivery, change: Change = {}): Promise<JobResult> {
  const { variables, ...rest } = change;
  return runStep({
    image: IMAGES.dash,
    files: delivery.files,
    script: [LOAD],
    secrets: delivery.secrets,
    needles: [delivery.token],
    ...rest,
    variables: { SIKKERKEY_ENROLLMENT_TOKEN: delivery.token, ...variables },
  });
}

/** The committed script with one change; a text that is not there would test nothing. */
export function withScript(delivery: Delivery, from: string | RegExp, to: string): Record<string, string> {
  const script = delivery.files["sikkerkey-init.sh"] ?? "";
  const changed = script.replace(from, () => to);
  if (changed === script) throw new Error(`The script does not hold ${from}`);
  return { ...delivery.files, "sikkerkey-init.sh": changed };
}

import { type Delivery, renderFiles, type Scene } from "../bitbucket/scene.ts";
import type { Image } from "../emulators/images.ts";
import { type JobResult, type JobRun, runJob } from "../emulators/run-job.ts";
import type { Provider } from "./table.ts";

type Change = Partial<Omit<JobRun, "image">> & { readonly image?: Image };

/** The delivery's committed lines, as this provider runs them, unless the test says otherwise. */
export function deliverWith(
  { integration, runner, lines, images }: Provider,
  scene: Scene,
  delivery: Delivery,
  { variables, image = images[0], ...rest }: Change = {},
): Promise<JobResult> {
  const files = renderFiles(delivery.policy, scene.site, integration);
  return runJob(runner, {
    files,
    script: lines(files).map((line) => (line.includes("your-deploy") ? "true" : line)),
    secrets: delivery.secrets,
    needles: [delivery.token],
    // With npm the installation takes as long as all else together; e2e/bitbucket shows that npm and no npm come to the same.
    without: ["npm"],
    ...rest,
    image,
    variables: { SIKKERKEY_ENROLLMENT_TOKEN: delivery.token, ...variables },
  });
}

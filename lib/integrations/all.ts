import { bitbucketPipelines } from "./bitbucket-pipelines.ts";
import type { Integration } from "./integration.ts";

/** In the order the page lists them. A new provider is one file and one line here. */
export const INTEGRATIONS: readonly Integration[] = [bitbucketPipelines];

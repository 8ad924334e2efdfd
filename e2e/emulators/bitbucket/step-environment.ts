import type { Sandbox } from "../sandbox.ts";

/**
 * The default variables of a step (support.atlassian.com "Variables and secrets", default variables). UUIDs carry braces,
 * which unquoted paths stumble over. Nothing of this machine's environment gets in.
 */
export function stepEnvironment(sandbox: Sandbox, uuid: string): Record<string, string> {
  return {
    CI: "true",
    HOME: sandbox.home,
    PATH: sandbox.bin,
    TMPDIR: sandbox.tmp,
    BITBUCKET_BRANCH: "main",
    BITBUCKET_BUILD_NUMBER: "17",
    BITBUCKET_CLONE_DIR: sandbox.clone,
    BITBUCKET_COMMIT: "9f2c1b7d5e4a3f6081b2c3d4e5f60718293a4b5c",
    BITBUCKET_PIPELINE_UUID: "{5d6c9d0e-8c52-4a4e-9a61-4f1f9d8f7a01}",
    BITBUCKET_REPO_FULL_NAME: "acme/web-shop",
    BITBUCKET_REPO_SLUG: "web-shop",
    BITBUCKET_REPO_UUID: "{0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d}",
    BITBUCKET_STEP_UUID: `{${uuid}}`,
    BITBUCKET_WORKSPACE: "acme",
  };
}

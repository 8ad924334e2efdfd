import { answerRegistry } from "#server/packages/answer-registry.ts";
import { services } from "#server/services.ts";

/** This origin as the npm registry of the `@sikkerkey` scope, read-only. */
export function GET(request: Request): Response {
  const { packages, config } = services();
  const { pathname } = new URL(request.url);
  return answerRegistry({
    packages,
    baseUrl: config.baseUrl,
    path: pathname.replace(/^\/npm\//, ""),
    accept: request.headers.get("accept") ?? "",
  });
}

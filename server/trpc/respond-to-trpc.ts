import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { AppError } from "#lib/errors.ts";
import { knownRequestId } from "../http/request-facts.ts";
import { requireJson, requireSameOrigin } from "../http/same-origin.ts";
import { describeError } from "../log.ts";
import { services } from "../services.ts";
import { createContext } from "./context.ts";
import { publicError } from "./public-error.ts";
import { appRouter } from "./router.ts";

export const TRPC_ENDPOINT = "/api/trpc";

/** Answers one tRPC request. What another site could have sent is refused before a session is looked at. */
export async function respondToTrpc(request: Request): Promise<Response> {
  const requestId = knownRequestId(request.headers);
  try {
    requireSameOrigin(request, services().config.baseUrl);
    if (request.method !== "GET") requireJson(request.headers);
  } catch (error) {
    if (error instanceof AppError) return refusal(error, requestId);
    throw error;
  }
  return fetchRequestHandler({
    endpoint: TRPC_ENDPOINT,
    req: request,
    router: appRouter,
    // One call per request: a batch would carry many guesses past a limit that counts requests.
    allowBatching: false,
    createContext: () => createContext(request.headers),
    responseMeta: ({ errors }) => {
      const [error] = errors;
      const headers = new Headers({ "cache-control": "no-store" });
      if (error === undefined) return { headers };
      const { status, retryAfterSeconds } = publicError(error);
      if (retryAfterSeconds !== undefined) headers.set("retry-after", String(retryAfterSeconds));
      return { status, headers };
    },
    onError: ({ error, path }) => {
      const { code, status } = publicError(error);
      const fields = { code, status, ...(path && { route: path }), ...(requestId !== null && { requestId }) };
      const { log } = services();
      if (status >= 500)
        log.error("A procedure failed", { ...fields, error: describeError(error.cause ?? error) });
      else log.info("A procedure was refused", fields);
    },
  });
}

function refusal({ code, status, message }: AppError, requestId: string | null): Response {
  const data = { code, httpStatus: status, issues: [], requestId };
  return Response.json(
    { error: { code: -32600, message, data } },
    { status, headers: { "cache-control": "no-store" } },
  );
}

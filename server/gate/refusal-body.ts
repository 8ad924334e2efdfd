import type { AppError } from "#lib/errors.ts";
import type { Exchange } from "./exchange.ts";

/** The sentence of a refusal in the shape that whoever asked can read: machine clients, the tRPC client, or a person. */
export function refusalBody(
  error: AppError,
  { plane, target, requestId }: Pick<Exchange, "plane" | "target" | "requestId">,
): { type: string; text: string } {
  if (plane === "machine") return json({ error: error.message });
  if (plane === "api" && target.startsWith("/api/trpc/")) {
    // -32600 is JSON-RPC's "invalid request"; the client shows the message and reads our code.
    const data = { code: error.code, httpStatus: error.status, issues: error.issues, requestId };
    return json({ error: { message: error.message, code: -32600, data } });
  }
  return { type: "text/plain; charset=utf-8", text: `${error.message}\n` };
}

function json(body: unknown) {
  return { type: "application/json", text: JSON.stringify(body) };
}

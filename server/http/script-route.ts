import { refusalScript } from "#lib/integrations/bootstrap-script.ts";
import type { AnonymousActor, Context } from "#server/context.ts";
import { textResponse } from "#server/gate/body-text.ts";
import { publicRoute } from "./public-route.ts";
import type { RouteHandler, RouteParams } from "./route-handler.ts";

const TYPE = "text/x-shellscript; charset=utf-8";

/**
 * A route whose answer people pipe into a shell, which reads it whatever the status is. So a refusal is a script too: it
 * prints the sentence and does nothing else.
 */
export function scriptRoute(
  template: string,
  render: (ctx: Context<AnonymousActor>, params: RouteParams) => Promise<string>,
): RouteHandler {
  const answer = publicRoute(template, { body: null }, async (ctx, _, { params }) => {
    const headers = { "content-type": TYPE, "cache-control": "no-store", "x-request-id": ctx.requestId };
    return textResponse(await render(ctx, params), { headers });
  });
  return async (request, route) => {
    const response = await answer(request, route);
    return response.ok ? response : asScript(response);
  };
}

async function asScript(refusal: Response): Promise<Response> {
  const { error } = (await refusal.json()) as { error: string };
  const headers = new Headers(refusal.headers);
  headers.set("content-type", TYPE);
  return textResponse(refusalScript(error), { status: refusal.status, headers });
}

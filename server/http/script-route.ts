import { refusalScript } from "#lib/integrations/bootstrap-script.ts";
import type { AnonymousActor, Context } from "#server/context.ts";
import { publicRoute } from "./public-route.ts";
import { type Answer, type RouteHandler, type RouteParams, routeHandler } from "./route-handler.ts";

const TYPE = "text/x-shellscript; charset=utf-8";

/**
 * A route whose answer people pipe into a shell, which reads it whatever the status is. So a refusal is a script too: it
 * prints the sentence and does nothing else.
 */
export function scriptRoute(
  template: string,
  render: (ctx: Context<AnonymousActor>, params: RouteParams) => Promise<string>,
): RouteHandler {
  const { answer } = publicRoute(template, { body: null, respond: scriptAnswer }, (ctx, _, { params }) =>
    render(ctx, params),
  );
  return routeHandler(async (request) => {
    const given = await answer(request);
    return given.status === 200 ? given : asScript(given);
  });
}

function scriptAnswer(text: string, requestId: string): Answer {
  const headers = { "content-type": TYPE, "cache-control": "no-store", "x-request-id": requestId };
  return { status: 200, headers, text };
}

function asScript({ status, headers, text }: Answer): Answer {
  const { error } = JSON.parse(text ?? "") as { error: string };
  return { status, headers: { ...headers, "content-type": TYPE }, text: refusalScript(error) };
}

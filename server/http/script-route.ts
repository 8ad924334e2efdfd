import { refusalScript } from "#lib/integrations/bootstrap-script.ts";
import type { AnonymousActor, Context } from "#server/context.ts";
import { neverKept } from "./machine-answers.ts";
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
  return { status: 200, headers: [["content-type", TYPE], ...neverKept(requestId)], text };
}

function asScript({ status, headers, text }: Answer): Answer {
  const { error } = JSON.parse(text ?? "") as { error: string };
  const others = headers.filter(([name]) => name !== "content-type");
  return { status, headers: [["content-type", TYPE], ...others], text: refusalScript(error) };
}

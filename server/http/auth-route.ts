import { z } from "zod";
import { DEVICE_LIFETIME_SECONDS, signInInput } from "#lib/contract/account.ts";
import { AppError } from "#lib/errors.ts";
import { signIn } from "#server/account/sign-in.ts";
import { signOut } from "#server/account/sign-out.ts";
import { type AuthCall, runNextAuth } from "#server/auth/next-auth.ts";
import { cookieNames, readSecretCookie, secretCookie } from "#server/auth/session-cookie.ts";
import { actingAs } from "#server/context.ts";
import { createContext, type RequestContext } from "#server/trpc/context.ts";
import { parseJson } from "./parse-json.ts";
import { renderPersonFailure } from "./render-person-failure.ts";
import { requireSameOrigin } from "./same-origin.ts";

const csrfToken = z.string().max(200);
const signInBody = signInInput.extend({ csrfToken }).strict();
const signOutBody = z.strictObject({ csrfToken });

const noSession = async (): Promise<never> => {
  throw new AppError("signed_out");
};

/** Signing in and out. Every answer is JSON; cookies are the only state it changes in the browser. */
export async function authRoute(
  request: Request,
  route: { readonly params: Promise<{ readonly nextauth: readonly string[] }> },
): Promise<Response> {
  const path = (await route.params).nextauth.join("/");
  const answer = ANSWERS.get(`${request.method} ${path}`);
  return renderPersonFailure(`/api/auth/${answer ? path : "[...nextauth]"}`, request.headers, async () => {
    if (answer === undefined) throw new AppError("not_found");
    const ctx = await createContext(request.headers);
    requireSameOrigin(request, ctx.config.baseUrl);
    return answer(ctx, request);
  });
}

type Answer = (ctx: RequestContext, request: Request) => Promise<Response>;

const ANSWERS: ReadonlyMap<string, Answer> = new Map([
  ["GET csrf", handOutToken],
  ["POST callback/credentials", answerSignIn],
  ["POST signout", answerSignOut],
]);

async function handOutToken(ctx: RequestContext): Promise<Response> {
  const call = { path: ["csrf"], method: "GET" } as const;
  const answer = await runNextAuth(ctx, call, null, { signIn: noSession, signOut: noSession });
  return respond(ctx, await answer.json(), answer);
}

async function answerSignIn(ctx: RequestContext, request: Request): Promise<Response> {
  const { csrfToken, ...credentials } = await readBody(request, signInBody);
  const device = cookieNames(ctx.config).device;
  const deviceSecret = readSecretCookie(request.headers, device);
  const remembered: string[] = [];
  const call = { path: ["callback", "credentials"], method: "POST" } as const;
  const answer = await runNextAuth(ctx, call, csrfToken, {
    signIn: async () => {
      const stranger = actingAs(ctx, { kind: "anonymous" });
      const signedIn = await signIn(stranger, { ...credentials, deviceSecret });
      remembered.push(secretCookie(ctx.config, device, signedIn.deviceSecret, DEVICE_LIFETIME_SECONDS));
      return signedIn;
    },
    signOut: noSession,
  });
  return respond(ctx, {}, answer, remembered);
}

async function answerSignOut(ctx: RequestContext, request: Request): Promise<Response> {
  const { csrfToken } = await readBody(request, signOutBody);
  const call: AuthCall = { path: ["signout"], method: "POST" };
  const answer = await runNextAuth(ctx, call, csrfToken, {
    signIn: noSession,
    signOut: async () => {
      if (ctx.actor.kind === "user") await signOut(actingAs(ctx, ctx.actor));
    },
  });
  return respond(ctx, {}, answer);
}

async function readBody<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const bytes = new Uint8Array(await request.arrayBuffer());
  return parseJson(schema, { bytes, contentType: request.headers.get("content-type") });
}

/** Our body with next-auth's cookies, but for the one that would remember where to redirect: nothing here redirects. */
function respond(ctx: RequestContext, body: unknown, from: Response, more: readonly string[] = []): Response {
  const headers = new Headers({ "cache-control": "no-store", "x-request-id": ctx.requestId });
  const unused = `${cookieNames(ctx.config).callback}=`;
  const cookies = from.headers.getSetCookie().filter((cookie) => !cookie.startsWith(unused));
  for (const cookie of [...cookies, ...more]) headers.append("set-cookie", cookie);
  return Response.json(body, { headers });
}

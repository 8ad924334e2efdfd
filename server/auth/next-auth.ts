import { NextRequest } from "next/server";
import NextAuth, { type NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { SESSION_LIFETIME_SECONDS } from "#lib/contract/account.ts";
import { AppError } from "#lib/errors.ts";
import type { Context } from "../context.ts";
import { cookieAttributes, cookieNames, isHttps } from "./session-cookie.ts";

/** The three things next-auth does here; its own pages, providers list, session route and client log are not reachable. */
export type AuthCall =
  | { readonly path: readonly ["csrf"]; readonly method: "GET" }
  | { readonly path: readonly ["callback", "credentials"] | readonly ["signout"]; readonly method: "POST" };

type Hooks = {
  /** Opens a session and gives the secret for its cookie. */
  readonly signIn: () => Promise<{ userId: string; sessionSecret: string }>;
  readonly signOut: () => Promise<void>;
};

/**
 * Lets next-auth check its CSRF token, run the hook and set the cookies. It is handed a request of our making, so nothing
 * of the visitor's but the token reaches it: no `callbackUrl`, no query. What a hook throws is thrown here, because
 * next-auth would put its text into an address. A token that is not the cookie's is `cross_origin`.
 */
export async function runNextAuth(
  ctx: Context,
  call: AuthCall,
  csrfToken: string | null,
  hooks: Hooks,
): Promise<Response> {
  const failures: unknown[] = [];
  const keepFailure = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      failures.push(error);
      return null;
    }
  };
  const request = new NextRequest(new URL(`/api/auth/${call.path.join("/")}`, ctx.config.baseUrl), {
    method: call.method,
    ...(call.method === "POST" && {
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ csrfToken, json: "true" }),
    }),
  });
  const route = { params: { nextauth: [...call.path] } };
  const answer: Response = await NextAuth(request, route, optionsOf(ctx, hooks, keepFailure));
  if (failures.length > 0) throw failures[0];
  if (call.method === "POST") await requireVerified(answer.clone());
  return answer;
}

function optionsOf(
  ctx: Context,
  hooks: Hooks,
  keepFailure: <T>(work: () => Promise<T>) => Promise<T | null>,
): NextAuthOptions {
  const { config, keyring, log } = ctx;
  const names = cookieNames(config);
  const cookie = (name: string) => ({ name, options: cookieAttributes(config) });
  const note = (code: string) => log.warn("next-auth", { code });
  return {
    secret: keyring.instanceSecret("csrf"),
    useSecureCookies: isHttps(config),
    cookies: {
      sessionToken: cookie(names.session),
      csrfToken: cookie(names.csrf),
      callbackUrl: cookie(names.callback),
    },
    session: { strategy: "jwt", maxAge: SESSION_LIFETIME_SECONDS },
    // Not a JWT: the cookie is the session's secret and says nothing by itself. The row is what counts.
    jwt: {
      encode: ({ token }) => String(token?.["sessionSecret"]),
      decode: ({ token }) => ({ sessionSecret: token }),
    },
    providers: [
      Credentials({
        credentials: {},
        authorize: async () => {
          const opened = await keepFailure(hooks.signIn);
          return opened && { id: opened.userId, sessionSecret: opened.sessionSecret };
        },
      }),
    ],
    callbacks: {
      jwt: ({ user }) => ({ sessionSecret: "sessionSecret" in user ? user.sessionSecret : null }),
      redirect: () => config.baseUrl,
    },
    events: { signOut: async () => void (await keepFailure(hooks.signOut)) },
    logger: { error: note, warn: note, debug: () => {} },
  };
}

async function requireVerified(answer: Response): Promise<void> {
  const { url } = (await answer.json()) as { url?: string };
  if (url === undefined || new URL(url).searchParams.has("csrf")) throw new AppError("cross_origin");
}

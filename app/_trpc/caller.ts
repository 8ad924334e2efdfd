import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { signInPath } from "#lib/return-path.ts";
import { codedFailure } from "#server/http/coded-failure.ts";
import { markPageFailure } from "#server/http/mark-page-failure.ts";
import { requestFacts } from "#server/http/request-facts.ts";
import { createContext } from "#server/trpc/context.ts";
import { publicError } from "#server/trpc/public-error.ts";
import { createCaller } from "#server/trpc/router.ts";

const requestContext = cache(async () => {
  const request = await headers();
  return createContext(request).catch((error: unknown) => {
    throw markPageFailure(error, codedFailure(error).code, requestFacts(request).requestId);
  });
});

/**
 * The router, called in process as the person who asked for this page. Every procedure still checks its capability; a
 * stranger is led to the sign-in page, and what does not exist (or an id that cannot) is the not-found page.
 */
export async function caller() {
  const ctx = await requestContext();
  if (ctx.actor.kind === "anonymous") redirect(signInPath(requestFacts(await headers()).target));
  return createCaller(ctx, {
    onError: ({ error }) => {
      const { code } = publicError(error);
      if (code === "not_found" || code === "invalid_input") notFound();
      markPageFailure(error, code, ctx.requestId);
    },
  });
}

/** The same without a person, for the pages that strangers see: `setup.status` and `docs.site` are all it can do. */
export async function publicCaller() {
  const ctx = await requestContext();
  return createCaller(ctx, {
    onError: ({ error }) => void markPageFailure(error, publicError(error).code, ctx.requestId),
  });
}

/** Whether somebody is signed in, for pages that only a stranger needs. */
export async function isSignedIn(): Promise<boolean> {
  return (await requestContext()).actor.kind === "user";
}

/** Under which the log knows this request, for pages that say so. */
export async function currentRequestId(): Promise<string> {
  return requestFacts(await headers()).requestId;
}

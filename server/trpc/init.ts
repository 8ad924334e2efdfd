import { initTRPC } from "@trpc/server";
import type { Capability } from "../access/capabilities.ts";
import type { RequestContext } from "./context.ts";
import { publicError } from "./public-error.ts";

/** Every procedure says who may call it; a test enumerates the router and fails on one that does not. */
export type ProcedureMeta = { readonly capability: Capability | "public" };

export const { router, procedure, createCallerFactory } = initTRPC
  .context<RequestContext>()
  .meta<ProcedureMeta>()
  .create({
    isDev: false,
    errorFormatter: ({ error, shape, ctx }) => {
      const { code, status, message, issues, retryAfterSeconds } = publicError(error);
      return {
        code: shape.code,
        message,
        data: { code, httpStatus: status, issues, retryAfterSeconds, requestId: ctx?.requestId ?? null },
      };
    },
  });

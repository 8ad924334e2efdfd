/** What `app/v1/**\/route.ts` exports: called by Next and, on the fast path, by the gate itself. */
export type RouteHandler = (
  request: Request,
  route: { readonly params: Promise<RouteParams> },
) => Promise<Response>;

export type RouteParams = Readonly<Record<string, string>>;

/** The part of a Web Request that machine routes read. The gate makes just this much, which is far cheaper than a Request. */
export type MachineRequest = Pick<Request, "method" | "headers" | "arrayBuffer">;

/** What `app/v1/**\/route.ts` exports: called by Next and, on the fast path, by the gate itself. */
export type RouteHandler = (
  request: MachineRequest,
  route: { readonly params: Promise<RouteParams> },
) => Promise<Response>;

export type RouteParams = Readonly<Record<string, string>>;

export type RouteMatch<Route> = { readonly route: Route; readonly params: Readonly<Record<string, string>> };

/**
 * Next's file-name templates (`/v1/secret/[secretId]`, `/api/auth/[...nextauth]`) as a matcher. Templates without a
 * parameter win over those with one, as they do in Next.
 */
export function makeMatcher<Route extends { readonly template: string }>(
  routes: readonly Route[],
): (path: string) => RouteMatch<Route> | null {
  const fixed = new Map<string, Route>();
  const open: { route: Route; pattern: RegExp; names: string[] }[] = [];
  for (const route of routes) {
    if (route.template.includes("[")) open.push({ route, ...compile(route.template) });
    else fixed.set(route.template, route);
  }
  return (path) => {
    const exact = fixed.get(path);
    if (exact !== undefined) return { route: exact, params: {} };
    for (const { route, pattern, names } of open) {
      const values = pattern.exec(path);
      if (values === null) continue;
      return { route, params: Object.fromEntries(names.map((name, at) => [name, values[at + 1] ?? ""])) };
    }
    return null;
  };
}

function compile(template: string): { pattern: RegExp; names: string[] } {
  const names: string[] = [];
  const segments = template.split("/").map((segment) => {
    const parameter = /^\[?\[(\.\.\.)?(\w+)\]\]?$/.exec(segment);
    if (parameter === null) return segment.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    names.push(parameter[2] ?? "");
    return parameter[1] === undefined ? "([^/]+)" : "(.+)";
  });
  return { pattern: new RegExp(`^${segments.join("/")}$`), names };
}

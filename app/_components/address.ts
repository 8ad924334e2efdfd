/** An address with its filters; the ones without a value are left out, so that clean pages have clean addresses. */
export function addressOf(path: string, filters: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value) query.set(name, value);
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** What Next hands to a page: one name may come twice, and then the first counts. */
export type SearchParams = Record<string, string | string[] | undefined>;

export function firstOf(params: SearchParams, name: string): string | undefined {
  const value = params[name];
  const text = Array.isArray(value) ? value[0] : value;
  return text === undefined || text === "" ? undefined : text;
}

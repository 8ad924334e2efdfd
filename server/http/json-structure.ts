// Of a text that is known to be JSON: its strings, and what opens, closes and divides.
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]/g;
const DEPTH_MAX = 16;

/**
 * What a parser would hide about a JSON text: a key that comes twice, of which each reader keeps another, and nesting that no
 * body of ours has. Null when there is neither; the sentence quotes nothing of the body.
 */
export function structureProblem(json: string): string | null {
  const open: (Set<string> | null)[] = [];
  let last = "";
  for (const [token] of json.matchAll(TOKENS)) {
    if (token === "{" || token === "[") {
      open.push(token === "{" ? new Set() : null);
      if (open.length > DEPTH_MAX) return "The request body is nested too deeply.";
    } else if (token === "}" || token === "]") open.pop();
    else if (token === ":") {
      const keys = open.at(-1);
      const key: unknown = JSON.parse(last);
      if (keys?.has(String(key))) return "The request body has a key more than once. Send each key once.";
      keys?.add(String(key));
    } else last = token;
  }
  return null;
}

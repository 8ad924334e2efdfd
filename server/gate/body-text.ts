/** Texts of our own answers, so that the fast path need not read them back through a stream. */
const texts = new WeakMap<Response, string>();

/** A Response whose text is also at hand. */
export function textResponse(text: string, init: ResponseInit): Response {
  const response = new Response(text, init);
  texts.set(response, text);
  return response;
}

export async function bodyText(response: Response): Promise<string> {
  return texts.get(response) ?? response.text();
}

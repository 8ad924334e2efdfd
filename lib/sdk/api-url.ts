import { ClientError } from "./client-error.ts";
import { printableText } from "./printable-text.ts";

/**
 * The origin to ask, or an error that says what is wrong with it. https, or plain http to `localhost` by name: the rule
 * every SikkerKey client shares (wire-protocol 0.8, 0.9). A path would not be part of what is signed, so it is refused.
 */
export function checkApiUrl(text: string, source: string): string {
  const refuse = (reason: string, remedy = "") =>
    new ClientError("input", `${source} is not usable: ${printableText(reason)}.`, {
      remedy: `Give the server's origin, such as https://secrets.example (http only for http://localhost).${remedy}`,
    });
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    throw refuse("it is not an address");
  }
  const isLocal = url.protocol === "http:" && url.hostname === "localhost";
  if (url.protocol !== "https:" && !isLocal)
    throw refuse(
      "values must not cross a network unencrypted, so it must begin with https://",
      " Inside a container localhost is the container itself, unless it shares the host's network.",
    );
  if (url.username !== "" || url.password !== "") throw refuse("it holds a user name or password");
  if (url.search !== "" || url.hash !== "") throw refuse("it has a query or a fragment");
  if (url.pathname.replace(/\/+$/, "") !== "") throw refuse(`it has a path (${url.pathname})`);
  return url.origin;
}

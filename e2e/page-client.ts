export type Answer = { readonly status: number; readonly headers: Headers; readonly body: unknown };

/** A browser in miniature: keeps cookies and sends what our pages send. */
export class PageClient {
  readonly cookies = new Map<string, string>();
  readonly setCookies: string[] = [];
  readonly url: string;
  readonly #address: string;

  /** `url` is what the site calls itself; `address` is where it listens, when a proxy would stand in between. */
  constructor(url: string, address = url) {
    this.url = url;
    this.#address = address;
  }

  async request(
    path: string,
    { method = "GET", body, headers = {} }: { method?: string; body?: unknown; headers?: object } = {},
  ): Promise<Answer> {
    const response = await fetch(this.#address + path, {
      method,
      redirect: "manual",
      headers: {
        host: new URL(this.url).host,
        origin: this.url,
        "content-type": "application/json",
        "x-sikkerkey-app": "1",
        ...(this.cookies.size > 0 && {
          cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json");
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  private keep(line: string): void {
    this.setCookies.push(line);
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === "") this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  query(procedure: string): Promise<Answer> {
    return this.request(`/api/trpc/${procedure}`);
  }

  mutate(procedure: string, body: unknown = {}): Promise<Answer> {
    return this.request(`/api/trpc/${procedure}`, { method: "POST", body });
  }

  /** Posts to the sign-in endpoint with the token it hands out. */
  async postToAuth(path: string, fields: object = {}, headers: object = {}): Promise<Answer> {
    const { body } = await this.request("/api/auth/csrf");
    const csrfToken = String(Reflect.get(Object(body), "csrfToken"));
    return this.request(`/api/auth/${path}`, {
      method: "POST",
      body: { csrfToken, ...fields },
      headers,
    });
  }

  signIn(email: string, password: string): Promise<Answer> {
    return this.postToAuth("callback/credentials", { email, password });
  }
}

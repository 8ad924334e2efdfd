/** `fetch`, or what a test puts in its place to reach a server another way. */
export type Ask = (
  url: string,
  init?: { method?: string; headers?: Record<string, string>; body?: string },
) => Promise<Response>;

/** A person with a browser's cookies and none of its pages: the same requests the dashboard sends. */
export type Owner = {
  readonly url: string;
  /** Reads through a procedure such as `projects.list`. */
  query<T>(procedure: string, input?: unknown): Promise<T>;
  /** Changes something, or reads what carries a value or token. */
  mutate<T>(procedure: string, input: unknown): Promise<T>;
};

/** A refusal as tRPC carries it: our code and the sentence a person reads. */
export class Refused extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

type Failure = { code?: string; issues?: { path: string; message: string }[] };

export const OWNER = {
  name: "Ada Owner",
  email: "ada@example.com",
  password: "correct horse battery staple",
  vaultName: "Acme",
} as const;

/** Takes a fresh server's set-up link, makes the first account and signs in. */
export async function claimServer(setupLink: string | null, ask: Ask = fetch): Promise<Owner> {
  const [address, setupSecret] = (setupLink ?? "").split("/set-up#");
  if (!address || !setupSecret) throw new Error("The server printed no set-up link: it has an owner already");
  const owner = visitor(address, ask);
  await owner.mutate("setup.createOwner", { ...OWNER, setupSecret });
  await owner.signIn(OWNER.email, OWNER.password);
  return owner;
}

/** Someone who has not signed in yet. */
export function visitor(
  url: string,
  ask: Ask = fetch,
): Owner & { signIn(email: string, password: string): Promise<void> } {
  const cookies = new Map<string, string>();
  const send = async (path: string, body?: unknown): Promise<unknown> => {
    const answer = await ask(url + path, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        origin: url,
        "x-sikkerkey-app": "1",
        ...(body !== undefined && { "content-type": "application/json" }),
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = cookie.match(/^([^=]+)=([^;]*)/) ?? [];
      if (name !== undefined && value !== undefined) cookies.set(name, value);
    }
    const json = (await answer.json()) as { error?: { message?: string; data?: Failure } };
    if (!answer.ok) {
      const { code = String(answer.status), issues = [] } = json.error?.data ?? {};
      const remedies = issues.map((issue) => `${issue.path}: ${issue.message}`);
      throw new Refused(code, [json.error?.message ?? path, ...remedies].join(" "));
    }
    return json;
  };
  const result = async <T>(sent: Promise<unknown>) => ((await sent) as { result: { data: T } }).result.data;
  return {
    url,
    query: (procedure, input) => {
      const search = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
      return result(send(`/api/trpc/${procedure}${search}`));
    },
    mutate: (procedure, input) => result(send(`/api/trpc/${procedure}`, input)),
    signIn: async (email, password) => {
      const { csrfToken } = (await send("/api/auth/csrf")) as { csrfToken: string };
      await send("/api/auth/callback/credentials", { email, password, csrfToken });
    },
  };
}

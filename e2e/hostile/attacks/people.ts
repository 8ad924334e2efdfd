import { utf8 } from "#e2e/raw-signed.ts";
import type { Answer, Attack, AttackId, Effect } from "./attack.ts";
import type { Ground } from "./ground.ts";

type Call = {
  readonly procedure: string;
  readonly input: (ground: Ground) => object;
  readonly answer: Answer;
  readonly effect?: Effect;
};

/** A mutation by the signed-in owner, as the dashboard sends it. */
export const asOwner = (at: AttackId, name: string, { procedure, input, answer, effect }: Call): Attack => ({
  at,
  name,
  answer,
  ...(effect === undefined ? {} : { effect }),
  bytes: async (ground) => {
    // When somebody was last seen is written once in a while; not now.
    const headers = { cookie: ground.cookie, "x-sikkerkey-app": "1" };
    await fetch(`${ground.server.url}/api/trpc/account.me`, { headers });
    const body = utf8(JSON.stringify(input(ground)));
    const lines = [
      `POST /api/trpc/${procedure} HTTP/1.1`,
      `Host: localhost:${ground.server.port}`,
      `Origin: ${ground.server.url}`,
      "X-SikkerKey-App: 1",
      `Cookie: ${ground.cookie}`,
      "Content-Type: application/json",
      `Content-Length: ${body.length}`,
    ];
    return `${lines.join("\r\n")}\r\n\r\n${body}`;
  },
});

/** A form that was not filled in well: nothing is stored. */
export const notStored: Answer = {
  status: 400,
  headers: { "content-type": "application/json", "cache-control": "no-store" },
  body: /"code":"invalid_input"/,
  isPage: true,
};

/** What a mutation answers when it has been done. */
export const stored: Answer = {
  status: 200,
  headers: { "content-type": "application/json", "cache-control": "no-store" },
  body: /^\{"result":\{"data":/,
  isPage: true,
};

import { requestText } from "#e2e/raw-signed.ts";
import { EVERYWHERE, refusal } from "./answers.ts";
import type { Answer, Attack, AttackId, Effect } from "./attack.ts";
import { aPublicKey } from "./enrollment.ts";
import type { Ground, Token } from "./ground.ts";

const refused = (reason: string): Effect => ({
  audit_events: [{ action: "bootstrap_token.refused", outcome: "denied", reason }],
});

const aBootstrapToken = ({ owner }: Ground) =>
  owner.mutate<Token>("bootstrapTokens.create", { kind: "long_lived" });

type Parts = {
  readonly fields?: (ground: Ground) => object | Promise<object>;
  /** What happens to the token first. */
  readonly end?: (ground: Ground, token: Token) => Promise<unknown>;
  readonly effect?: Effect;
};

/** `POST /v1/bootstrap/register` with a token of its own. */
const registration = (
  at: AttackId,
  name: string,
  answer: Answer,
  { fields, end, effect = {} }: Parts = {},
): Attack => ({
  at,
  name: `a registration with ${name}`,
  answer,
  effect,
  bytes: async (ground) => {
    const made = await aBootstrapToken(ground);
    await end?.(ground, made);
    const extra = await fields?.(ground);
    const body = JSON.stringify({ token: made.token, publicKey: aPublicKey(), hostname: "runner", ...extra });
    return requestText("POST /v1/bootstrap/register", [], body);
  },
});

const script = (status: number, body: RegExp): Answer => ({
  status,
  headers: { ...EVERYWHERE, "content-type": "text/x-shellscript; charset=utf-8" },
  body,
  isPage: true,
});

const unknownKey: Answer = {
  ...refusal("invalid_input"),
  body: /^\{"error":"(Unrecognized key: \\"\w+\\"|Send a JSON object with nothing in it but [\w ,]+\.)"\}$/,
};

/** The other way in: single-use tokens whose machines wait for a person (AT-18, AT-33 to AT-37, AT-43). */
export const bootstrap: readonly Attack[] = [
  {
    at: "AT-18",
    name: "a bootstrap script asked for under a foreign Host names our address, and fetching spends nothing",
    bytes: async (ground) => {
      const { token } = await aBootstrapToken(ground);
      const headers = ["X-Forwarded-Host: evil.example", "Forwarded: host=evil.example"];
      return requestText(`GET /v1/bootstrap/${token}`, headers).replace("localhost", "evil.example");
    },
    answer: ({ server }) => script(200, new RegExp(`^(?![^]*evil\\.example)[^]*${server.url}`)),
  },
  {
    at: "AT-36",
    name: "a bootstrap script for a token nobody made says why and does nothing",
    bytes: () => requestText("GET /v1/bootstrap/skb_x", []),
    answer: script(404, /Bootstrap token not found/),
  },
  registration("AT-33", "a small-order key", refusal("invalid_public_key"), {
    fields: () => ({ publicKey: Buffer.alloc(32).toString("base64") }),
    effect: refused("public_key_invalid"),
  }),
  registration("AT-34", "the key of a machine there is", refusal("public_key_known"), {
    fields: async ({ enroll }) => ({ publicKey: (await enroll()).publicKey }),
    effect: refused("public_key_known"),
  }),
  registration("AT-36", "an enrollment token", refusal("bootstrap_token_unknown"), {
    fields: async ({ makeToken }) => ({ token: (await makeToken()).token }),
  }),
  registration("AT-37", "a token whose time ended this millisecond", refusal("bootstrap_token_ended"), {
    end: ({ witness }, { id }) =>
      witness.run("update bootstrap_tokens set expires_at = clock_timestamp() where id = $1", [id]),
    effect: refused("bootstrap_expired"),
  }),
  registration("AT-37", "a revoked token", refusal("bootstrap_token_ended"), {
    end: ({ owner }, { id }) => owner.mutate("bootstrapTokens.revoke", { bootstrapTokenId: id }),
    effect: refused("bootstrap_revoked"),
  }),
  ...["approved", "projectIds", "vaultId", "kind"].map((field) =>
    registration("AT-43", `a wish for ${field}`, unknownKey, {
      fields: () => ({ [field]: true }),
    }),
  ),
];

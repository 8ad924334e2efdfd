import { requestText, utf8 } from "#e2e/raw-signed.ts";
import { okText, refusal } from "./answers.ts";
import type { Answer, Attack, AttackId, Effect } from "./attack.ts";
import type { Ground, Token } from "./ground.ts";

/** A rehearsal leaves one row and nothing else, whatever it was answered. */
const rehearsed = (reason: string | null): Effect => ({
  audit_events: [
    { action: "enrollment_token.rehearsed", outcome: reason === null ? "allowed" : "denied", reason },
  ],
});

const told: Answer = okText(
  /^\{"vaultId":"vault_[a-z0-9]{16}","token":\{"id":"etok_[a-z0-9]{10}",.*"secrets":\[\{"name":"DATABASE_URL","project":"Field","variables":\["DATABASE_URL"\],"delivery":"arrives"\}\],"fitsTogether":true,"server":\{"time":\d+,"version":"[\d.]+","cliVersion":"[\d.]+"\}\}$/,
);

type Parts = {
  readonly policy?: object;
  readonly token?: (ground: Ground, made: Token) => string | Promise<string>;
  readonly fields?: object;
  readonly vault?: string;
  readonly answer?: Answer;
  readonly effect?: Effect;
};

/** `POST /v1/{vaultId}/enroll/rehearse` with a token of its own; without further parts it succeeds. */
function rehearsal(at: AttackId, name: string, parts: Parts = {}): Attack {
  const { policy, token, fields = {}, vault, answer = told } = parts;
  return {
    at,
    name,
    answer,
    effect: parts.effect ?? (answer === told ? rehearsed(null) : {}),
    bytes: async (ground) => {
      const made = await ground.makeToken(policy);
      const plaintext = token === undefined ? made.token : await token(ground, made);
      const body = JSON.stringify({ token: plaintext, hostname: "runner", ...fields });
      return requestText(`POST /v1/${vault ?? ground.vaultId}/enroll/rehearse`, [], utf8(body));
    },
  };
}

const unknown = { answer: refusal("enrollment_token_unknown"), effect: {} };

/** What an enrollment refuses, a rehearsal refuses; and however it is asked, it takes nothing (AT-36, AT-37, AT-40, AT-43). */
export const rehearsals: readonly Attack[] = [
  rehearsal("AT-36", "a rehearsal spends no use and makes nothing", { policy: { maxUses: 1 } }),
  rehearsal("AT-36", "a rehearsal with a wrong checksum", {
    token: (_, made) => `${made.token}0`,
    ...unknown,
  }),
  rehearsal("AT-36", "a rehearsal at another vault's address", {
    vault: "vault_0000000000000000",
    ...unknown,
  }),
  rehearsal("AT-37", "a rehearsal with a revoked token", {
    token: async ({ owner }, { id, token }) => {
      await owner.mutate("tokens.revoke", { tokenId: id });
      return token;
    },
    answer: refusal("enrollment_token_revoked"),
    effect: rehearsed("token_revoked"),
  }),
  rehearsal("AT-37", "a rehearsal with a used-up token", {
    token: async ({ witness }, { id, token }) => {
      await witness.run("update enrollment_tokens set uses = max_uses where id = $1", [id]);
      return token;
    },
    answer: refusal("enrollment_token_exhausted"),
    effect: rehearsed("token_exhausted"),
  }),
  rehearsal("AT-38", "a rehearsal from outside the token's range", {
    policy: { sourceCidr: "192.0.2.0/24" },
    answer: refusal("source_not_allowed"),
    effect: rehearsed("source_not_allowed"),
  }),
  rehearsal("AT-40", "a rehearsal under a forged hostname", {
    fields: { hostname: "prod\nroot" },
    answer: refusal("invalid_request", {
      sentence: "The hostname may hold letters, digits, . _ and - only.",
    }),
  }),
  ...["publicKey", "secretIds", "grants", "enroll"].map((field) =>
    rehearsal("AT-43", `a rehearsal that also sends ${field}`, {
      fields: { [field]: "x" },
      answer: refusal("invalid_input", { sentence: `Unrecognized key: "${field}"` }),
    }),
  ),
  rehearsal("AT-43", "a rehearsal that asks for the files of a path", {
    fields: { provider: "../../etc" },
    answer: refusal("invalid_input", { sentence: "provider: This is not the id of an integration." }),
  }),
];

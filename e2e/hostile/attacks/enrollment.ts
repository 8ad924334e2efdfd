import { requestText, utf8 } from "#e2e/raw-signed.ts";
import { newKey } from "#e2e/register-machine.ts";
import { okText } from "./answers.ts";
import type { Answer, Attack, AttackId, Effect } from "./attack.ts";
import type { Ground, Token } from "./ground.ts";

export const aPublicKey = (): string => newKey().publicKey;

/** What an enrollment that succeeds leaves. */
export const anEnrollment = (more: object = {}): Effect => ({
  enrollment_tokens: [{ uses: 1 }],
  machines: [{ kind: "ephemeral" }],
  public_keys: [{}],
  machine_projects: [{}],
  grants: [{}],
  audit_events: [
    { action: "enrollment_token.used", outcome: "allowed", ...more },
    { action: "machine.enrolled", outcome: "allowed", ...more },
  ],
});

const enrolled: Answer = okText(
  /^\{"machineId":"[0-9a-f-]{36}","machineName":"[^"]+","vaultId":"vault_[a-z0-9]{16}","expiresAt":\d+,"apiUrl":"[^"]+"\}$/,
);

type Parts = {
  readonly headers?: readonly string[];
  readonly host?: string;
  /** Limits of the token, which is made for this row. */
  readonly policy?: object;
  /** Instead of the row's own token. */
  readonly token?: (ground: Ground, made: Token) => string | Promise<string>;
  /** Fields of the body beyond and instead of the usual. */
  readonly fields?: object | ((ground: Ground) => object | Promise<object>);
  readonly from?: string;
  readonly answer?: Answer;
  readonly effect?: Effect;
};

/** `POST /v1/{vaultId}/enroll/register` with a token of its own; without further parts it succeeds. */
export function enrollment(at: AttackId, name: string, parts: Parts = {}): Attack {
  const { headers = [], host, policy, token, fields = {}, from, answer = enrolled } = parts;
  return {
    at,
    name,
    answer,
    effect: parts.effect ?? (answer === enrolled ? anEnrollment() : {}),
    ...(from === undefined ? {} : { from }),
    bytes: async (ground) => {
      const made = await ground.makeToken(policy);
      const body = JSON.stringify({
        token: token === undefined ? made.token : await token(ground, made),
        publicKey: aPublicKey(),
        hostname: "runner",
        ...(typeof fields === "function" ? await fields(ground) : fields),
      });
      const text = requestText(`POST /v1/${ground.vaultId}/enroll/register`, headers, utf8(body));
      return host === undefined ? text : text.replace("Host: localhost", `Host: ${host}`);
    },
  };
}

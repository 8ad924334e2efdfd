import { expect } from "vitest";
import { rawRequest } from "#e2e/raw-request.ts";
import { requestText } from "#e2e/raw-signed.ts";
import { rounds } from "#server/testing/rounds.ts";
import { refusal } from "./answers.ts";
import type { Attack, Story } from "./attack.ts";
import { refusedEnrollment } from "./effects.ts";
import { aPublicKey, enrollment } from "./enrollment.ts";
import type { Ground, Token } from "./ground.ts";
import { freshSource } from "./send.ts";

const unknown = { answer: refusal("enrollment_token_unknown"), effect: {} };
const swap = (text: string) => (text.endsWith("0") ? `${text.slice(0, -1)}1` : `${text.slice(0, -1)}0`);

/** One character of the random part changed, and its checksum left. */
const wrongBody = (token: string) =>
  `${token.slice(0, 20)}${token[20] === "a" ? "b" : "a"}${token.slice(21)}`;

const GUESSES: readonly (readonly [string, (token: string) => string])[] = [
  ["with a wrong checksum", swap],
  ["with a wrong character", wrongBody],
  ["with another prefix", (token) => `skb${token.slice(3)}`],
  ["without its prefix", (token) => token.slice(4)],
  ["in lower case", (token) => token.toLowerCase()],
  ["in upper case", (token) => token.toUpperCase()],
  ["with a space behind", (token) => `${token} `],
  ["with a line end behind", (token) => `${token}\n`],
  ["twice", (token) => token + token],
  ["of 10 KB", (token) => token.padEnd(10_240, "0")],
  ["with full-width digits", (token) => `${token.slice(0, -1)}\uff10`],
  ["with NUL", (token) => `${token.slice(0, -1)}\u0000`],
];

const ended = (
  name: string,
  code: "revoked" | "expired" | "exhausted",
  end: (ground: Ground, token: Token) => Promise<unknown>,
) =>
  enrollment("AT-37", name, {
    token: async (ground, made) => {
      await end(ground, made);
      return made.token;
    },
    answer: refusal(`enrollment_token_${code}`),
    effect: refusedEnrollment(`token_${code}`),
  });

const EXTRAS = {
  projectIds: ["proj_0000000000"],
  secretIds: [],
  grants: ["*"],
  expiresAt: 4_102_444_800_000,
  approved: true,
  vaultId: "vault_0000000000000000",
  machineId: "00000000-0000-4000-8000-000000000000",
  kind: "long_lived",
  sourceIp: "10.0.0.1",
};

/** One use, 500 takers at once (100 in `npm test`, the doors taking turns): one machine, and the uses say one. */
const race: Story = {
  at: "AT-42",
  name: "a token with one use and many takers",
  async play(ground) {
    const takers = rounds.races >= 200 ? 500 : 100;
    const { id, token } = await ground.makeToken({ maxUses: 1 });
    const answers = await Promise.all(
      Array.from({ length: takers }, (_, at) => {
        const body = JSON.stringify({ token, publicKey: aPublicKey(), hostname: "runner" });
        const text = requestText(`POST /v1/${ground.vaultId}/enroll/register`, [], body);
        const { port } = at % 2 === 0 ? ground.server : ground.other;
        return rawRequest(port, text, { localAddress: freshSource() });
      }),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array(takers - 1).fill(410)]);
    const made = await ground.witness.run("select from machines where enrollment_token_id = $1", [id]);
    expect(made).toHaveLength(1);
    expect(await ground.witness.run("select uses from enrollment_tokens where id = $1", [id])).toEqual([
      { uses: 1 },
    ]);
  },
};

/** Guessed, ended and over-asked tokens (AT-36, AT-37, AT-42, AT-43). */
export const enrollmentTokens: readonly (Attack | Story)[] = [
  ...GUESSES.map(([name, guess]) =>
    enrollment("AT-36", `a token ${name}`, { token: (_, { token }) => guess(token), ...unknown }),
  ),
  enrollment("AT-36", "an empty token", {
    token: () => "",
    answer: refusal("invalid_input", {
      sentence: "token: Too small: expected string to have >=1 characters",
    }),
  }),
  enrollment("AT-36", "a token of 20 KB", {
    token: () => "ske_".padEnd(20_480, "0"),
    answer: refusal("invalid_input", {
      sentence: "token: Too big: expected string to have <=10240 characters",
    }),
  }),
  {
    ...enrollment("AT-36", "a good token at another vault's address", unknown),
    bytes: async ({ makeToken }) => {
      const { token } = await makeToken();
      const body = JSON.stringify({ token, publicKey: aPublicKey(), hostname: "runner" });
      return requestText("POST /v1/vault_0000000000000000/enroll/register", [], body);
    },
  },
  ended("a revoked token", "revoked", ({ owner }, { id }) => owner.mutate("tokens.revoke", { tokenId: id })),
  ended("a token whose time ended this millisecond", "expired", ({ witness }, { id }) =>
    witness.run("update enrollment_tokens set expires_at = clock_timestamp() where id = $1", [id]),
  ),
  ended("a token without uses left", "exhausted", ({ witness }, { id }) =>
    witness.run("update enrollment_tokens set uses = max_uses where id = $1", [id]),
  ),
  race,
  ...Object.entries(EXTRAS).map(([field, value]) =>
    enrollment("AT-43", `an enrollment that asks for ${field}`, {
      fields: { [field]: value },
      answer: refusal("invalid_input", { sentence: `Unrecognized key: "${field}"` }),
    }),
  ),
];

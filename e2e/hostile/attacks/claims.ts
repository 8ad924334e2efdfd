import { createHash, sign } from "node:crypto";
import { requestText } from "#e2e/raw-signed.ts";
import { redeemClaim } from "#e2e/redeem-claim.ts";
import { type NewKey, newKey } from "#e2e/register-machine.ts";
import type { CreatedClaimView } from "#lib/contract/claims.ts";
import { type ClaimFile, claimText } from "#lib/protocol/claim.ts";
import { parseClaimFile } from "#lib/protocol/claim-file.ts";
import { okText, refusal } from "./answers.ts";
import type { Answer, Attack, AttackId, Effect } from "./attack.ts";
import type { Ground } from "./ground.ts";

type Made = { readonly id: string; readonly file: ClaimFile };

async function aClaim({ owner, project, secret }: Ground): Promise<Made> {
  const plan = { projectId: project.id, secretIds: [secret.id], claimLifetimeSeconds: 900 };
  const { id, file } = await owner.mutate<CreatedClaimView>("claims.create", plan);
  return { id, file: parseClaimFile(file) };
}

function redemption({ claim, vaultId }: ClaimFile, { publicKey, privateKey }: NewKey) {
  const hostname = "container";
  const codeSha256 = createHash("sha256").update(claim).digest("hex");
  const text = claimText({ codeSha256, vaultId, publicKey, hostname });
  const signature = sign(null, Buffer.from(text), privateKey).toString("base64");
  return { claim, publicKey, hostname, signature };
}

type Sent = ReturnType<typeof redemption>;
type Parts = {
  /** Fields beyond and instead of the usual. */
  readonly fields?: (sent: Sent, ground: Ground) => object | Promise<object>;
  /** What happens to the claim first. */
  readonly first?: (ground: Ground, made: Made) => Promise<unknown>;
  readonly effect?: Effect;
};

/** `POST /v1/claims/redeem` with a claim and a key of its own. */
const redeeming = (
  at: AttackId,
  name: string,
  answer: Answer,
  { fields, first, effect = {} }: Parts = {},
): Attack => ({
  at,
  name: `a claim redeemed with ${name}`,
  answer,
  effect,
  bytes: async (ground) => {
    const made = await aClaim(ground);
    await first?.(ground, made);
    const sent = redemption(made.file, newKey());
    const body = JSON.stringify({ ...sent, ...(await fields?.(sent, ground)) });
    return requestText("POST /v1/claims/redeem", [], body);
  },
});

const refused = (action: "claim.refused" | "claim.reused", reason: string): Effect => ({
  audit_events: [{ action, outcome: "denied", reason }],
});
const unproven = { effect: refused("claim.refused", "possession_unproven") };

const badField: Answer = { ...refusal("invalid_input"), body: /^\{"error":"[^"]+"\}$/ };
const unknownKey: Answer = {
  ...refusal("invalid_input"),
  body: /^\{"error":"(Unrecognized key: \\"\w+\\"|Send a JSON object with nothing in it but [\w ,]+\.)"\}$/,
};

/** The third way in: a container's claim code, whose machine may read at once (AT-33 to AT-38, AT-43). */
export const claims: readonly Attack[] = [
  redeeming(
    "AT-43",
    "what belongs to it",
    okText(
      /^\{"machineId":"[0-9a-f-]{36}","machineName":"[a-z]+-[a-z]+-[0-9a-f]{4}","vaultId":"vault_[a-z0-9]{16}","expiresAt":null,"apiUrl":"[^"]+"\}$/,
    ),
    {
      effect: {
        claims: [{}],
        machines: [{ kind: "container" }],
        public_keys: [{}],
        machine_projects: [{}],
        grants: [{}],
        audit_events: [
          { action: "claim.used", outcome: "allowed" },
          { action: "machine.provisioned", outcome: "allowed" },
          { action: "machine.project_attached", outcome: "allowed" },
          { action: "machine.secret_granted", outcome: "allowed" },
        ],
      },
    },
  ),
  redeeming("AT-33", "a small-order key", refusal("invalid_public_key"), {
    fields: () => ({ publicKey: Buffer.alloc(32).toString("base64") }),
    effect: refused("claim.refused", "public_key_invalid"),
  }),
  redeeming(
    "AT-34",
    "the key of a machine there is, which the sender does not hold",
    refusal("possession_unproven"),
    {
      fields: async (_, { enroll }) => ({ publicKey: (await enroll()).publicKey }),
      ...unproven,
    },
  ),
  redeeming("AT-35", "a host that was not signed", refusal("possession_unproven"), {
    fields: () => ({ hostname: "another" }),
    ...unproven,
  }),
  redeeming("AT-35", "the signature of another claim", refusal("possession_unproven"), {
    fields: async (_, ground) => ({
      signature: redemption((await aClaim(ground)).file, newKey()).signature,
    }),
    ...unproven,
  }),
  redeeming("AT-36", "an enrollment token", refusal("claim_unknown"), {
    fields: async (_, { makeToken }) => ({ claim: (await makeToken()).token }),
  }),
  redeeming("AT-36", "a code that is 9 kB long", refusal("claim_unknown"), {
    fields: () => ({ claim: "x".repeat(9_000) }),
  }),
  redeeming("AT-37", "a code whose time ended this millisecond", refusal("claim_ended"), {
    first: ({ witness }, { id }) =>
      witness.run("update claims set expires_at = clock_timestamp() where id = $1", [id]),
    effect: refused("claim.refused", "claim_expired"),
  }),
  redeeming("AT-37", "a revoked code", refusal("claim_ended"), {
    first: ({ owner }, { id }) => owner.mutate("claims.revoke", { claimId: id }),
    effect: refused("claim.refused", "claim_revoked"),
  }),
  redeeming("AT-38", "a code that another key has spent, which is an alarm", refusal("claim_ended"), {
    first: (_, { file }) => redeemClaim(file),
    effect: refused("claim.reused", "claim_used"),
  }),
  ...["approved", "secretIds", "vaultId", "machineName"].map((field) =>
    redeeming("AT-43", `a wish for ${field}`, unknownKey, { fields: () => ({ [field]: true }) }),
  ),
  ...["claim", "publicKey", "hostname", "signature"].map((field) =>
    redeeming("AT-43", `a list for ${field}`, badField, { fields: () => ({ [field]: ["x"] }) }),
  ),
];

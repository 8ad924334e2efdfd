const LISTED = '`{"secrets":[{"id","name","fieldNames","projectId"}]}`';

/** The routes of machines as `app/v1` answers them; a test compares them with the folders there. */
export const WIRE_ROUTES = {
  signed: [
    ["`GET /v1/secret/{secretId}`", "none", '`{"value"}`'],
    ["`GET /v1/secrets`", "none", LISTED],
    ["`POST /v1/secrets/list`", '`{"projectId"}`', LISTED],
    [
      "`POST /v1/secrets/export`",
      'none, or `{"projectId"}`',
      '`{"secrets":[{"id","name","value","fieldNames"}]}`',
    ],
    [
      "`POST /v1/secrets/poll`",
      '`{"watch":[secretId, …]}`',
      '`{"changes":{secretId:{"status":"changed"|"deleted"|"access_denied"}}}`',
    ],
    [
      "`GET /v1/cli/projects`",
      "none",
      '`{"projects":[{"projectId","projectName","applicationId","applicationName"}]}`',
    ],
    ["`GET /v1/cli/secrets`", "none", "the list again, with names of projects and a `type`"],
    ["`POST /v1/verify-access`", '`{"projectId"}`', '`{"valid","projectName","error"}`'],
  ],
  unsigned: [
    [
      "`POST /v1/{vaultId}/enroll/register`",
      '`{"token","publicKey","hostname","name"?}`',
      '`{"machineId","machineName","vaultId","expiresAt","apiUrl"}`',
    ],
    [
      "`POST /v1/{vaultId}/enroll/rehearse`",
      "what would be registered",
      "what would arrive, by name; nothing is spent",
    ],
    [
      "`GET /v1/bootstrap/{token}`",
      "none",
      "a POSIX script that registers this computer; looking spends nothing",
    ],
    [
      "`POST /v1/bootstrap/register`",
      '`{"token","publicKey","hostname"}`',
      "as above; the machine waits for approval",
    ],
    [
      "`POST /v1/claims/redeem`",
      '`{"claim","publicKey","hostname","signature"}`',
      "as above; `signature` is the new key’s over the claim",
    ],
    ["`GET /v1/health`", "none", '200 `{"status":"ok"}`, or 503'],
  ],
} as const;

/** What a status means to a client. */
export const WIRE_STATUSES = [
  ["200", "done", "", ""],
  ["400", "the request itself is wrong", "no", "no"],
  ["401", "nobody known, or no longer; one answer for all", "no", "no"],
  ["403", "not granted, not approved, or a policy", "no", "no"],
  ["404", "a granted secret that was deleted", "no", "no"],
  ["410", "a token, claim or link that is over", "no", "no"],
  ["429", "too fast; `Retry-After` says how long", "yes, after that", "no"],
  ["503", "cannot serve or cannot record now", "yes, after 1, 2 and 4 s", "yes"],
  ["502, 504, 520–527, 530", "a gateway in between", "no", "yes"],
] as const;

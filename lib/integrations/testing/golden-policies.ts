import type { TokenPolicy } from "../../contract/tokens.ts";
import type { SiteFacts } from "../integration.ts";

export const GOLDEN_SITE: SiteFacts = {
  baseUrl: "https://secrets.example",
  cliVersion: "1.0.0",
  cliSha256: "3a6eb0790f39ac87c94f3856b2dd2c5d110e6811602261a9a923d3bb23adc8b7",
  cliFile: "/npm/@sikkerkey/cli/-/cli-1.0.0.tgz",
  madeAt: "2026-11-20",
};

const minimal: TokenPolicy = {
  id: "etok_9f3kx0w2ab",
  name: "web shop",
  vaultId: "vault_k2m4n6p8q0r1s3t5",
  maxUses: 1,
  expiresAt: "2026-12-20T00:00:00.000Z",
  machineLifetimeSeconds: 3600,
  sourceCidr: null,
  hostnamePattern: null,
  namePattern: null,
  projects: [{ id: "proj_a1b2c3d4e5", name: "Web shop" }],
  secrets: [
    {
      id: "sk_f6g7h8i9j0",
      projectId: "proj_a1b2c3d4e5",
      name: "API_KEY",
      fieldNames: null,
      variables: ["API_KEY"],
    },
  ],
};

const full: TokenPolicy = {
  ...minimal,
  maxUses: 10_000,
  machineLifetimeSeconds: 86_400,
  sourceCidr: "192.0.2.0/24",
  hostnamePattern: "runner-*",
  namePattern: "ci-*",
  projects: [
    { id: "proj_a1b2c3d4e5", name: "Web shop" },
    { id: "proj_k1l2m3n4o5", name: "Zahlungen & Rückgaben" },
  ],
};

/** Names of AT-54 that no form would save; a canary file shows that one was run. */
export const HOSTILE = [
  "'; touch canary #",
  "$(touch canary)",
  "`touch canary`",
  '"\n- run: touch canary',
  "SIKKERKEY_INIT_CHILD_END\nSIKKERKEY_INIT_CHILD_END\ntouch canary",
  "%s%n %0a !!js/function *alias &anchor <<: *x",
  "\u0000\ufeff\u202eevil\u001b[31m",
  "x".repeat(10_000),
];

const hostile: TokenPolicy = {
  ...minimal,
  name: HOSTILE.join("\n"),
  namePattern: "'$(touch canary)`touch canary`",
  projects: HOSTILE.map((name, index) => ({ id: `proj_000000000${index}`, name })),
};

/** The least a token may say, everything it may say, and names that no form would save. */
export const GOLDEN_POLICIES = { minimal, full, hostile };

/** What the test double of the server knows. Ids have the product's shape, names and values are the tests'. */
export type WorldSecret = {
  readonly id: string;
  readonly name: string;
  readonly projectId: string;
  readonly value: string;
  readonly fieldNames: readonly string[] | null;
};

export type World = {
  readonly projects: readonly { readonly projectId: string; readonly projectName: string }[];
  readonly secrets: readonly WorldSecret[];
};

export const VAULT_ID = "vault_test0123456789ab";
export const MACHINE_ID = "550e8400-e29b-41d4-a716-446655440000";
export const TOKEN = `ske_${"A".repeat(49)}`;
export const CLAIM = `skc_${"A".repeat(49)}`;
export const BOOTSTRAP_TOKEN = `skb_${"A".repeat(49)}`;

const PRODUCTION = { projectId: "proj_production", projectName: "Production" };
const STAGING = { projectId: "proj_staging000", projectName: "Staging" };

export function single(
  id: string,
  name: string,
  value: string,
  projectId = PRODUCTION.projectId,
): WorldSecret {
  return { id, name, projectId, value, fieldNames: null };
}

export function structured(id: string, name: string, fields: Readonly<Record<string, string>>): WorldSecret {
  const fieldNames = Object.keys(fields);
  return { id, name, projectId: PRODUCTION.projectId, value: JSON.stringify(fields), fieldNames };
}

const API_KEY = single("sk_apikey0001", "API_KEY", "hunter2");
const DATABASE = structured("sk_database01", "Database", { host: "db.example", password: "it's $HOME" });

export const WORLDS = {
  usual: { projects: [PRODUCTION], secrets: [API_KEY, DATABASE] },
  empty: { projects: [], secrets: [] },
  /** One name in two projects: fine alone, a collision together. */
  collision: {
    projects: [PRODUCTION, STAGING],
    secrets: [API_KEY, single("sk_apikey0002", "api-key", "other", STAGING.projectId)],
  },
  /** What a compromised or older server might send although it is refused at save. */
  hijack: {
    projects: [PRODUCTION],
    secrets: [
      single("sk_hijack0001", "LD_PRELOAD", "/tmp/evil.so"),
      structured("sk_hijack0002", "Node", { options: "--require=/tmp/evil.js" }),
    ],
  },
  multiline: {
    projects: [PRODUCTION],
    secrets: [single("sk_pem0000001", "PEM", "-----BEGIN-----\nabc\n-----END-----\n")],
  },
  short: {
    projects: [PRODUCTION],
    secrets: [single("sk_pin0000001", "PIN", "123"), single("sk_long000001", "LONG", "hunter2")],
  },
  certificate: { projects: [PRODUCTION], secrets: [single("sk_sslcert001", "SSL_CERT", "a certificate")] },
  large: {
    projects: [PRODUCTION],
    secrets: [single("sk_large00001", "LARGE", "x".repeat(131_072))],
  },
} as const satisfies Record<string, World>;

export type WorldName = keyof typeof WORLDS;

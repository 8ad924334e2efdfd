/** Who may import whom. The first row whose `files` match a path decides about it. */
export type ImportRow = {
  readonly files: RegExp;
  /** Paths of ours, by prefix. */
  readonly ours: readonly string[];
  /** The same, for `import type` only. */
  readonly types?: readonly string[];
  readonly packages: readonly string[];
};

const NODE = "node:";
/** What a verb may reach: down, never to another noun. */
const FOUNDATION = [
  "lib/",
  "db/batch-transaction.ts",
  "db/client.ts",
  "db/connection-lost.ts",
  "db/queries/",
  "db/unavailable.ts",
  "server/access/",
  "server/audit/event-view.ts",
  "server/audit/record-event.ts",
  "server/context.ts",
  "server/crypto/",
  "server/log.ts",
  "server/network/",
];
const NOUNS = [
  "account",
  "audit",
  "backup",
  "bootstrap",
  "bundles",
  "claims",
  "enrollment",
  "integrations",
  "machines",
  "overview",
  "packages",
  "projects",
  "reads",
  "secrets",
  "setup",
  "tokens",
  "vault",
];

/** What one noun alone needs. */
const PACKAGES_OF: Readonly<Record<string, readonly string[]>> = {
  account: ["ipaddr.js"],
  bundles: ["jszip"],
};

const nounRows: readonly ImportRow[] = NOUNS.map((noun) => ({
  files: new RegExp(`^server/${noun}/`),
  // Whole tables, as they lie there, are a backup's business alone.
  ours: [...FOUNDATION, `server/${noun}/`, ...(noun === "backup" ? ["db/copy/"] : [])],
  packages: [NODE, ...(PACKAGES_OF[noun] ?? [])],
}));

export const IMPORT_TABLE: readonly ImportRow[] = [
  // Zero dependencies: these two are packed and installed on machines of other people.
  { files: /^lib\/cli\/bundle-cli\.mjs$/, ours: [], packages: ["esbuild", NODE] },
  {
    files: /^lib\/sdk\/(bundle|declare)-sdk\.mjs$/,
    ours: ["lib/sdk/"],
    packages: ["esbuild", "typescript", NODE],
  },
  { files: /^lib\/(sdk|cli)\//, ours: ["lib/"], packages: [NODE] },
  { files: /^lib\/contract\//, ours: ["lib/"], packages: ["zod"] },
  // The Compose Specification's schema comes with a linter of Compose files.
  {
    files: /^lib\/integrations\/testing\/compose-problems\.ts$/,
    ours: [],
    packages: ["ajv", "dclint", "yaml", NODE],
  },
  // GitHub's own parser of its workflows, with its schema.
  {
    files: /^lib\/integrations\/testing\/workflow-problems\.ts$/,
    ours: [],
    packages: ["@actions/workflow-parser"],
  },
  { files: /^lib\/integrations\//, ours: ["lib/"], packages: ["yaml"] },
  { files: /^lib\//, ours: ["lib/"], packages: [] },

  { files: /^db\/schema\//, ours: ["db/schema/"], types: ["lib/"], packages: ["drizzle-orm"] },
  { files: /^db\//, ours: ["db/", "lib/"], packages: ["drizzle-orm", "pg", "postgres", NODE] },

  { files: /^server\/log\.ts$/, ours: [], packages: [] },
  {
    files: /^server\/config\.ts$/,
    ours: [],
    types: ["server/crypto/root-key.ts"],
    packages: ["ipaddr.js", NODE],
  },
  { files: /^server\/context\.ts$/, ours: [], types: ["db/client.ts", "server/"], packages: [] },
  { files: /^server\/services\.ts$/, ours: [], types: ["db/client.ts", "server/"], packages: [] },
  { files: /^server\/network\//, ours: ["lib/", "server/network/"], packages: ["ipaddr.js", NODE] },
  {
    files: /^server\/crypto\//,
    ours: ["lib/", "db/queries/vault-keys.ts", "server/crypto/"],
    types: ["db/client.ts"],
    packages: ["@noble/ed25519", "@node-rs/argon2", NODE],
  },
  { files: /^server\/access\//, ours: [...FOUNDATION], packages: [] },
  {
    files: /^server\/audit\/record-event\.ts$/,
    ours: ["db/queries/audit-events.ts"],
    types: ["db/", "lib/", "server/context.ts"],
    packages: [],
  },
  ...nounRows,
  {
    files: /^server\/auth\//,
    ours: [...FOUNDATION, "server/auth/", "server/config.ts"],
    packages: ["next-auth", "next", NODE],
  },
  {
    files: /^server\/gate\/routes\.ts$/,
    ours: ["app/v1/"],
    types: ["server/http/route-handler.ts"],
    packages: [],
  },
  {
    files: /^server\/gate\//,
    ours: ["lib/", "server/gate/", "server/network/", "server/access/recent-map.ts", "server/log.ts"],
    types: ["server/config.ts", "server/http/route-handler.ts"],
    packages: ["ipaddr.js", "zod", NODE],
  },
  {
    files: /^server\/http\//,
    ours: [
      ...FOUNDATION,
      ...NOUNS.map((noun) => `server/${noun}/`),
      "server/auth/",
      "server/http/",
      "server/gate/facts.ts",
      "server/services.ts",
      "server/trpc/context.ts",
    ],
    packages: ["ipaddr.js", "zod", NODE],
  },
  {
    files: /^server\/trpc\//,
    ours: [
      "lib/",
      ...NOUNS.map((noun) => `server/${noun}/`),
      "server/trpc/",
      "server/access/",
      "server/auth/",
      "server/http/",
      "server/log.ts",
      "server/services.ts",
    ],
    types: ["server/context.ts"],
    packages: ["@trpc/server", "zod", NODE],
  },
  // Worlds for tests to stand in.
  {
    files: /^server\/(testing\/|[a-z-]+\.test\.ts$)/,
    ours: ["server/", "db/", "lib/"],
    packages: ["drizzle-orm", "fast-check", "jszip", NODE],
  },
  // The composition: what is started, and in which order.
  {
    files: /^server\/(main\.ts|launch\/|jobs\/)/,
    ours: ["server/", "db/", "lib/"],
    packages: ["esbuild", "playwright-core", NODE],
  },

  { files: /^app\/.*route\.ts$/, ours: ["server/", "lib/"], packages: [] },
  {
    files: /^app\/_trpc\//,
    ours: ["app/_trpc/", "lib/", "server/trpc/", "server/http/"],
    packages: ["@trpc/client", "next", "react"],
  },
  // Packs files in the browser, and is fetched only by who wants that.
  { files: /^app\/_components\/zip-files\.ts$/, ours: ["app/_components/"], packages: ["jszip"] },
  {
    files: /^app\//,
    ours: ["app/", "lib/"],
    packages: ["next", "react"],
  },

  // The texts of programs that other people would write with the package.
  { files: /^e2e\/(sdk|containers)\/programs\.ts$/, ours: [], packages: ["@sikkerkey/sdk", NODE] },
  // A stranger: knows the clients' side of the wire, and starts the product.
  {
    files: /^e2e\//,
    ours: [
      "e2e/",
      "lib/",
      "db/testing/aged-log.ts",
      "db/testing/database-witness.ts",
      "db/testing/query-database.ts",
      "server/launch/",
      "server/testing/fuzz/",
      "server/testing/rounds.ts",
      ".build/",
    ],
    packages: ["vitest", "playwright-core", "axe-core", "yaml", NODE],
  },
];

/** What tests may import beyond their row. They may look at every layer, but not at one above a layer that never looks up. */
export const TEST_PACKAGES = [
  "vitest",
  "fast-check",
  "jszip",
  "yaml",
  "zod",
  "dotenv",
  "next",
  NODE,
  "@noble/ed25519",
  "ipaddr.js",
  "@trpc/client",
  "@trpc/server",
];

/** How often a test repeats what needs many rounds: a little in `npm test`, in full in `npm run test:deep`. */
export const isDeep = process.env["SIKKERKEY_TEST_ROUNDS"] === "deep";

export const rounds = {
  /** Rounds of a race against the real database. */
  races: isDeep ? 200 : 10,
  /** Generated cases of a property. */
  cases: isDeep ? 100_000 : 2_000,
  /** How often the whole product is broken at a random moment. */
  serverKills: isDeep ? 100 : 5,
  databaseKills: isDeep ? 30 : 2,
  databaseRestarts: isDeep ? 20 : 2,
  /** Rows of the audit log whose query plans are read. */
  auditRows: isDeep ? 1_000_000 : 200_000,
  /** Expired nonces that one turn of the sweeps must clear. */
  staleNonces: isDeep ? 1_000_000 : 12_000,
} as const;

class RolledBack extends Error {
  override readonly name = "RolledBack";
  constructor() {
    super("The transaction was rolled back where it should have been committed");
  }
}

/** PostgreSQL answers the COMMIT of a transaction in which something failed with ROLLBACK, and that is no error to it. */
export function assertCommitted(answer: { readonly command?: string } | undefined): void {
  if (answer?.command !== "COMMIT") throw new RolledBack();
}

export type SecurityPromise = {
  readonly at: "stored" | "machines" | "audit";
  readonly says: string;
  /** Files or folders; a test sees that they are there. */
  readonly tests: readonly string[];
};

/** The promises of SECURITY.md in a line each, with where they are tested. */
export const PROMISES: readonly SecurityPromise[] = [
  {
    at: "stored",
    says: "A dump of the database and the log together contain no value.",
    tests: ["server/crypto", "server/secrets"],
  },
  {
    at: "stored",
    says: "A ciphertext that was changed or moved elsewhere opens nowhere, and raises an alarm.",
    tests: ["server/crypto/envelope-holds-its-place.test.ts"],
  },
  {
    at: "stored",
    says: "A value is on screen only after somebody asked, and the reveal is recorded first.",
    tests: ["server/secrets"],
  },
  {
    at: "stored",
    says: "After a container’s key was handed out, nothing of ours can bring it back.",
    tests: ["server/bundles"],
  },
  {
    at: "stored",
    says: "A backup that was changed is found out, and a restored server lets no request or session from before it in.",
    tests: ["server/backup", "e2e/backup"],
  },
  {
    at: "machines",
    says: "A value is released if and only if one sentence says so, in every combination of rights and times.",
    tests: [
      "server/access/decide-equals-the-sentence.test.ts",
      "server/reads/reads-equal-the-sentence.db.test.ts",
    ],
  },
  {
    at: "machines",
    says: "A request works once: its signature covers method, path, time, nonce and body.",
    tests: ["server/reads/a-nonce-is-used-once.db.test.ts", "server/http/every-byte-is-signed.db.test.ts"],
  },
  {
    at: "machines",
    says: "After a disable, a deletion or a lost right nothing is released.",
    tests: ["server/machines/nothing-is-released-after.db.test.ts"],
  },
  {
    at: "machines",
    says: "A token makes no more machines than it says, however many ask at once.",
    tests: ["e2e/races/enrollments.e2e.ts"],
  },
  {
    at: "machines",
    says: "An enrolled machine holds what its token gave, and ends when it says.",
    tests: ["server/enrollment/machines-hold-what-their-token-gave.db.test.ts"],
  },
  {
    at: "machines",
    says: "An id of another vault is answered like one that nobody has.",
    tests: [
      "server/reads/other-vaults-are-unknown.db.test.ts",
      "server/trpc/foreign-ids-are-unknown.db.test.ts",
    ],
  },
  {
    at: "machines",
    says: "What is printed for shells and files comes back exactly or is refused, and nothing in it runs.",
    tests: ["lib/integrations/emitters-run-in-a-shell.process.test.ts"],
  },
  {
    at: "machines",
    says: "A stranger’s failures lock nobody out.",
    tests: ["e2e/hostile/lockout.e2e.ts"],
  },
  {
    at: "audit",
    says: "No value leaves before its row is on disk; a database that cannot record answers 503.",
    tests: ["server/reads/read-secret.db.test.ts", "server/reads/export-size.db.test.ts"],
  },
  {
    at: "audit",
    says: "Killing the server or the database while it works releases nothing without its row.",
    tests: ["e2e/faults"],
  },
  {
    at: "audit",
    says: "The application’s database role can add to the audit log and read it, and nothing else.",
    tests: ["db/app-role.db.test.ts"],
  },
];

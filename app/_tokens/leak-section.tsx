import { Note } from "#app/_components/note.tsx";
import { counted } from "#app/_format/amount.ts";
import type { TokenPolicy } from "#lib/contract/tokens.ts";

type LeakPolicy = Pick<TokenPolicy, "sourceCidr" | "hostnamePattern" | "namePattern" | "secrets">;

/** What somebody who finds the plaintext could do with it, said before it exists. */
export function LeakSection({ policy }: { policy: LeakPolicy }) {
  const { sourceCidr, hostnamePattern, namePattern, secrets } = policy;
  const isOpen = sourceCidr === null || sourceCidr.endsWith("/0");
  return (
    <section aria-labelledby="leak">
      <h3 id="leak">If this token leaks</h3>
      {isOpen ? (
        <p className="soft">
          Whoever holds it could enroll from anywhere and read {counted(secrets.length, "secret")}, until you
          revoke it. Give it a source range if your runners have fixed addresses, and as few uses as the job
          needs.
        </p>
      ) : (
        <p className="soft">
          Someone inside <code>{sourceCidr}</code> could enroll until you revoke it. From anywhere else it is
          useless.
        </p>
      )}
      {hostnamePattern === null && namePattern === null ? null : (
        <div className="mt-3">
          <Note>
            A runner states its own names, so a pattern keeps names tidy. The network range is what protects.
          </Note>
        </div>
      )}
    </section>
  );
}

import type { ReactNode } from "react";
import { Id } from "./id.tsx";
import { Link } from "./link.tsx";

type FailureProps = {
  /** Stable word of the error catalogue. */
  code: string;
  title: string;
  children: ReactNode;
  /** Under which the log has the cause; null when the server was not asked. */
  reference: string | null;
  actions: ReactNode;
};

/** A page in place of the one that could not be shown: what happened, why, what to do, reference. */
export function Failure({ code, title, children, reference, actions }: FailureProps) {
  return (
    <div className="failure">
      <h1>{title}</h1>
      <p className="soft">{children}</p>
      <dl className="facts">
        <dt>Code</dt>
        <dd>
          <Link href={`/docs/troubleshooting#${code}`}>
            <code>{code}</code>
          </Link>
        </dd>
        {reference === null ? null : (
          <>
            <dt>Reference</dt>
            <dd>
              <Id id={reference} />
            </dd>
          </>
        )}
      </dl>
      <p className="actions mt-8">{actions}</p>
    </div>
  );
}
